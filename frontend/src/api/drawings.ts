/** Drawings: a diagram as it is shown, before it is deployed or whether it can be at all. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from './client';

export function drawingOf(file: File): Promise<string> {
  return answer(
    api.POST('/api/drawings/', {
      // The schema describes a file as the string it is sent as.
      body: { resource: file as unknown as string },
      bodySerializer: () => {
        const form = new FormData();
        form.append('resource', file, file.name);
        return form;
      },
      headers: { Accept: 'application/xml, application/problem+json' },
      parseAs: 'text',
    }),
  );
}

const numbers = new WeakMap<File, number>();
let next = 0;

/** A file chosen again under the same name is another one. */
function numberOf(file: File): number {
  const known = numbers.get(file) ?? next++;
  numbers.set(file, known);
  return known;
}

export const useDrawing = (file: File | undefined) =>
  useQuery({
    queryKey: ['drawings', file && numberOf(file)],
    queryFn: () => drawingOf(file as File),
    enabled: file !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
