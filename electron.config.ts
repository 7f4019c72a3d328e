import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type RendererViteConfig } from 'electron-vite';

const at = (...parts: string[]): string => join(import.meta.dirname, ...parts);

const FRAME =
  /node_modules[\\/](@tabler|@tanstack|i18next|react-i18next|zustand|react-resizable-panels)[\\/]|renderer[\\/](app|api|i18n|theme|ui)[\\/]|shared[\\/](contract|model)[\\/]/;

/** The window. Exported by itself for the development server, which runs it in a browser. */
export const renderer: RendererViteConfig = {
  root: at('renderer'),
  plugins: [react()],
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    // The policy of the window forbids fonts and scripts that stand in the page as data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    minify: true,
    rolldownOptions: {
      input: at('renderer/index.html'),
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'interface', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/, priority: 2 },
            { name: 'editor', test: /node_modules[\\/](@tiptap|prosemirror-[a-z-]+)[\\/]/, priority: 2 },
            { name: 'calls', test: /node_modules[\\/](@orpc|zod)[\\/]|api[\\/]no-eval/, priority: 1 },
            // What every screen stands in, and the first screen: a browser fetches six files at a time, so a few large
            // ones come sooner than seventy small ones.
            {
              name: 'facts',
              test: /renderer[\\/]features[\\/](facts|evidence|history)[\\/](?!ImportSheet)/,
              priority: 1,
            },
            { name: 'frame', test: FRAME, priority: 0 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
};

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      // Everything is bundled but what carries native code or reads files of its own package.
      externalizeDeps: false,
      rolldownOptions: {
        external: ['better-sqlite3', /^pdfmake(\/|$)/],
        input: {
          index: at('electron/main/index.ts'),
          'core-worker': at('shared/core/worker.ts'),
          'pdf-worker': at('shared/core/pdf/worker.ts'),
          'foreign-process': at('shared/core/merge/foreign/process.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      // A sandboxed preload can require nothing but Electron, so it is one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer,
});
