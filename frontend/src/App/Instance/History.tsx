/** Every visit of an element, in order, on a time axis with idle time squeezed. */
import { UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { useElementInstances } from '~/api/processInstances';
import type { ElementInstance, ProcessInstanceDetail } from '~/api/types';
import { typeInWords } from '~/bpmn/elementWords';
import { Empty } from '~/panels/Empty';
import { Failure } from '~/panels/Failure';
import { LoadingRows } from '~/panels/Loading';
import { clock, duration, exactMoment, moment } from '~/time/inWords';
import { useNow } from '~/time/useNow';
import classes from './History.module.css';
import { historyRows } from './historyRows';
import { squeezedScale } from './squeezedScale';
import { visitName } from './waitingSentence';

interface Props {
  instance: ProcessInstanceDetail;
  query: ReturnType<typeof useElementInstances>;
  visits: readonly ElementInstance[];
  selected: string | undefined;
  onSelect: (elementId: string) => void;
}

const ROW = 30;
/** Very long loops are fetched on demand. */
const PAGES_BY_THEMSELVES = 4;

export function History({ instance, query, visits, selected, onSelect }: Props) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const pages = query.data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && pages < PAGES_BY_THEMSELVES) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, pages]);

  const now = useNow(1_000);
  const end = instance.ended_at === null ? now : Date.parse(instance.ended_at);
  const rows = useMemo(() => historyRows(visits), [visits]);
  const scale = useMemo(
    () =>
      squeezedScale([
        ...visits.flatMap((visit) => [
          Date.parse(visit.started_at),
          Date.parse(visit.ended_at ?? visit.started_at),
        ]),
        end,
      ]),
    [visits, end],
  );
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.visit.key ?? index,
    overscan: 10,
  });
  useFollowTheEnd(scroll, rows.length, virtual.getTotalSize());

  return (
    <section className={classes.history} aria-label="History">
      <header className={classes.head}>
        <h2>History</h2>
        <span>{rows.length} visits</span>
        {hasNextPage && pages >= PAGES_BY_THEMSELVES && (
          <UnstyledButton onClick={() => fetchNextPage()}>Load more</UnstyledButton>
        )}
        <span className={classes.note}>time axis, idle time squeezed</span>
      </header>
      <div ref={scroll} className={classes.scroll}>
        {query.isPending && <LoadingRows rows={4} label="Loading the history" />}
        {query.error && !query.data && (
          <Failure title="The history cannot be loaded" error={query.error} onRetry={query.refetch} />
        )}
        {query.data && rows.length === 0 && <Empty title="Nothing was visited yet" />}
        <div
          role="table"
          aria-label="Visits"
          style={{ height: virtual.getTotalSize(), position: 'relative' }}
        >
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const { visit, depth } = row;
            const from = scale(Date.parse(visit.started_at));
            const to = scale(visit.ended_at === null ? end : Date.parse(visit.ended_at));
            return (
              <div
                key={visit.key}
                role="row"
                className={classes.row}
                data-state={visit.incident_key ? 'broken' : toneOf(visit)}
                data-selected={visit.element_id === selected || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <span role="cell" className={classes.name} style={{ paddingLeft: depth * 16 }}>
                  <UnstyledButton
                    onClick={() => onSelect(visit.element_id)}
                    title={typeInWords(visit.element_type)}
                  >
                    {visitName(visit)}
                  </UnstyledButton>
                </span>
                <span role="cell" className={classes.when} title={exactMoment(visit.started_at)}>
                  {isToday(visit.started_at, now) ? clock(visit.started_at) : moment(visit.started_at, now)}
                </span>
                <span role="cell" className={classes.took}>
                  {took(visit, now)}
                </span>
                <span role="cell" className={classes.axis} aria-label={STATE_IN_WORDS[visit.state]}>
                  <span
                    className={classes.bar}
                    style={{ left: `${from * 100}%`, width: `max(4px, ${(to - from) * 100}%)` }}
                  />
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

const STATE_IN_WORDS = { ACTIVE: 'active', COMPLETED: 'completed', TERMINATED: 'terminated' };

function toneOf({ state, waiting }: ElementInstance): string {
  if (state !== 'ACTIVE') return state.toLowerCase();
  if (waiting?.kind === 'user_task') return 'person';
  return waiting && waiting.kind !== 'job' ? 'waits' : 'runs';
}

/** Most gateways and events take no time worth a number. */
function took({ started_at, ended_at }: ElementInstance, now: number): string {
  const length = (ended_at === null ? now : Date.parse(ended_at)) - Date.parse(started_at);
  return ended_at !== null && length < 1 ? '–' : duration(length);
}

function isToday(at: string, now: number): boolean {
  return new Date(at).toDateString() === new Date(now).toDateString();
}

/** New visits come into view for who looks at the end, and leave alone who reads further up. */
function useFollowTheEnd(
  scroll: React.RefObject<HTMLDivElement | null>,
  count: number,
  height: number,
): void {
  const atEnd = useRef(true);
  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const look = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < ROW * 2;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [scroll]);
  useEffect(() => {
    if (count > 0 && height > 0 && atEnd.current)
      scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
  }, [scroll, count, height]);
}
