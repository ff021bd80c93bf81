import { Link, useRouterState } from '@tanstack/react-router';
import { useUser } from '~/api/session';
import { useSummary } from '~/api/summary';
import { capped } from './capped';
import { type Place, placesFor } from './places';
import classes from './Rail.module.css';
import { Wordmark } from './Wordmark';

/** Where one can go. On a phone it is the bar at the bottom. */
export function Rail() {
  const user = useUser();
  return (
    <nav className={classes.rail} aria-label="Main">
      <Link to="/" className={classes.home} aria-label="Meanwhile, start page">
        <Wordmark />
      </Link>
      <ul className={classes.places}>
        {placesFor(user?.roles ?? []).map((place) => (
          <RailPlace key={place.to} place={place} />
        ))}
      </ul>
    </nav>
  );
}

function RailPlace({ place }: { place: Place }) {
  const summary = useSummary().data;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = path.startsWith(place.to) || (place.also !== undefined && path.startsWith(place.also));
  const count = summary && place.count ? place.count(summary) : 0;
  const Icon = place.icon;
  return (
    <li>
      <Link to={place.to} className={classes.place} data-here={here || undefined} title={place.keys}>
        <Icon size={18} stroke={1.7} aria-hidden />
        <span>{place.label}</span>
        {count > 0 && (
          <span className={classes.count} data-broken={place.broken || undefined}>
            {capped(count)}
          </span>
        )}
      </Link>
    </li>
  );
}
