import { expect, it } from 'vitest';

const sources: Record<string, string> = import.meta.glob('/src/**/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const styles: Record<string, string> = import.meta.glob('/src/theme/mantineStyles.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const styled = Object.keys(import.meta.glob('/node_modules/@mantine/core/styles/*.css')).map((path) =>
  path.replace(/.*\/(\w+)\.css$/, '$1'),
);

it('every component that has styles brings them along', () => {
  const used = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(
      ([, names]) => names?.match(/\w+/g) ?? [],
    ),
  );
  const needed = styled.filter((component) => used.includes(component));
  expect(needed).toContain('Button');
  const [listed] = Object.values(styles);
  for (const component of needed) expect(listed).toContain(`/styles/${component}.css`);
});
