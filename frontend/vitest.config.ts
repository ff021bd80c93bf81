import { defineConfig, mergeConfig } from 'vitest/config';
import building from './vite.config.ts';

// Apart from vite.config.ts, so that the pages can be built without what only their tests need.
export default mergeConfig(
  building,
  defineConfig({
    test: {
      environment: 'happy-dom',
      include: ['src/**/*.test.{ts,tsx}'],
      restoreMocks: true,
      testTimeout: 30_000, // how long a test takes is the machine's matter
    },
  }),
);
