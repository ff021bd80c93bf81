/** The views with their live counters: a column, or, where there is less room, a row above the list. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { capped } from '~/App/Shell/capped';
import type { UserTaskCounts } from '~/api/types';
import { LinkButton } from '~/panels/LinkButton';
import type { TasksSearch, ViewName } from './tasksSearch';
import classes from './ViewList.module.css';
import { VIEWS } from './views';

interface Props {
  view: ViewName;
  search: TasksSearch;
  counts: UserTaskCounts | undefined;
}

/** All views share one path; without this each would count as the current page. */
const VIEW_IS_SEARCH = { exact: true, explicitUndefined: true };

export function ViewList({ view, search, counts }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // As a row, the chosen view may stand outside.
    list.current
      ?.querySelector(`[data-view-name=${view}]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [view]);
  return (
    <nav className={classes.views} aria-label="Views of the inbox">
      <h1 className={classes.title}>Tasks</h1>
      <ul ref={list} className={classes.list}>
        {VIEWS.map(({ name, label, icon: Icon, count }) => {
          const number = count && counts?.[count];
          return (
            <li key={name} data-view-name={name}>
              <Link
                to="/tasks"
                search={{ ordering: search.ordering, view: name === 'mine' ? undefined : name }}
                className={classes.view}
                data-chosen={name === view || undefined}
                activeOptions={VIEW_IS_SEARCH}
                aria-current={name === view ? 'page' : undefined}
              >
                <Icon size={16} stroke={1.7} aria-hidden="true" />
                <span className={classes.label}>{label}</span>
                {number !== undefined && (
                  <span className={classes.count} data-view={name} data-none={number === 0 || undefined}>
                    {capped(number)}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      <LinkButton to="/start" variant="default" className={classes.start}>
        Start a process
      </LinkButton>
    </nav>
  );
}
