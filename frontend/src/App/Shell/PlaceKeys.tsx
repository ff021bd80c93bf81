/** `g t`, `g p`, …: a pair of keys to each place of the rail. */
import { useNavigate } from '@tanstack/react-router';
import type { Role } from '~/api/types';
import { type Place, placesFor } from './places';
import { useShortcut } from './shortcuts';

export function PlaceKeys({ roles }: { roles: readonly Role[] }) {
  return placesFor(roles).map((place) => <PlaceKey key={place.to} place={place} />);
}

function PlaceKey({ place }: { place: Place }) {
  const navigate = useNavigate();
  useShortcut(place.keys, place.label, 'Go to', () => void navigate({ to: place.to }));
  return null;
}
