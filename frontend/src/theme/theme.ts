/**
 * Ink on paper: buttons and text are ink, surfaces are paper. Colour is kept for what a token does:
 * `runs` (blue), `person` (violet, waits for a person), `waits` (amber, waits for time or for others),
 * `broken` (deep red), `over` (grey). The same values live in tokens.css for our own style sheets.
 */
import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const ink: MantineColorsTuple = [
  '#ededf0',
  '#dcdce1',
  '#bdbdc6',
  '#9c9ca8',
  '#7d7d8a',
  '#656571',
  '#50505b',
  '#3a3a43',
  '#2a2a31',
  '#1c1c21',
];
const dark: MantineColorsTuple = [
  '#ececf1',
  '#bfc1ca',
  '#9a9ca8',
  '#7b7e89',
  '#34363e',
  '#2a2c33',
  '#1d1f24',
  '#131418',
  '#0e0f12',
  '#09090b',
];
const runs: MantineColorsTuple = [
  '#edf3ff',
  '#dbe6ff',
  '#b5ccff',
  '#8db0ff',
  '#6a96fb',
  '#467df3',
  '#2563eb',
  '#1d51c9',
  '#1a44a5',
  '#173a86',
];
const person: MantineColorsTuple = [
  '#f4f0ff',
  '#e8e0ff',
  '#d0c0fe',
  '#b79cfc',
  '#a07df8',
  '#8b5cf6',
  '#7440e0',
  '#6331c4',
  '#5229a2',
  '#432383',
];
const waits: MantineColorsTuple = [
  '#fdf5e6',
  '#fae7c3',
  '#f5d08b',
  '#f0b855',
  '#e7a32e',
  '#cf8a14',
  '#b06f0a',
  '#925a0a',
  '#77490c',
  '#5e3a0d',
];
const broken: MantineColorsTuple = [
  '#fdf0ee',
  '#fadbd7',
  '#f4b3ab',
  '#ee8a7e',
  '#e6614f',
  '#d43f2d',
  '#b42318',
  '#991c12',
  '#7e1810',
  '#65150e',
];
const over: MantineColorsTuple = [
  '#f3f3f2',
  '#e6e6e4',
  '#cfcfcd',
  '#b3b3b2',
  '#979798',
  '#7f7f83',
  '#6b6b72',
  '#57575e',
  '#45454b',
  '#35353a',
];

/** Ink on paper by day is paper on ink by night. */
const variants: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return colors;
  const color = input.color ?? input.theme.primaryColor;
  if (color === 'ink') {
    return { ...colors, background: 'var(--mw-ink)', hover: 'var(--mw-ink-2)', color: 'var(--mw-paper)' };
  }
  if (color === 'broken') {
    return {
      ...colors,
      background: 'var(--mw-broken)',
      hover: 'var(--mw-broken-ink)',
      color: 'var(--mw-on-color)',
    };
  }
  return colors;
};

const OVER_THE_PAGE = {
  closeButtonProps: { 'aria-label': 'Close' },
  centered: true,
  radius: 'lg',
  padding: 'lg',
  overlayProps: { color: '#14141c', backgroundOpacity: 0.28, blur: 1.5 },
  transitionProps: { duration: 120 },
};

export const theme = createTheme({
  variantColorResolver: variants,
  colors: { ink, dark, runs, person, waits, broken, over },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  autoContrast: true,
  black: '#1c1c21',
  fontFamily: "'Geist Variable', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '1.75rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'md', color: 'over' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false, checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'xs', py: 4, px: 8 } },
    Modal: { defaultProps: OVER_THE_PAGE, styles: { title: { fontWeight: 600 } } },
    Drawer: {
      defaultProps: { ...OVER_THE_PAGE, centered: undefined, radius: 0 },
      styles: { title: { fontWeight: 600 } },
    },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});
