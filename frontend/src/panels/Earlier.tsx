/** The button under (or above) what is shown of a long list: brings the next page of it, which is what came earlier. */
import { Button } from '@mantine/core';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

export function Earlier({ query }: { query: Paged }) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="subtle"
      color="over"
      loading={query.isFetchingNextPage}
      onClick={() => query.fetchNextPage()}
    >
      Earlier
    </Button>
  );
}
