import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type RendererViteConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const at = (...parts: string[]): string => join(import.meta.dirname, ...parts);

const CALLS =
  /node_modules[\\/](@orpc|@tanstack[\\/]query-core)[\\/]|renderer[\\/]api[\\/](access|ask-ahead|client|query-client)\.|features[\\/]facts[\\/](filter|list)\.|app[\\/]address\.|table[\\/]page-size\.|contract[\\/](fact-columns|bridge|http)\.|preload-helper/;

const FRAME =
  /node_modules[\\/](@tabler|@tanstack|i18next|react-i18next|zustand|react-resizable-panels)[\\/]|renderer[\\/](app|api|i18n|theme|ui)[\\/](?!zod|Palette|DateField|WordDifference)/;

/** The list of facts, without the open fact and what that brings along. */
const FACTS = /features[\\/]facts[\\/](?!ImportSheet|FactDetail|Detail\.|Inline|SupersededBy)/;

const FIRST = ['rolldown-runtime', 'facts', 'frame', 'window', 'FactsScreen', 'react', 'interface'];

/** Has the page name the window's code, so that the browser fetches it beside the code that asks for it. */
const nameWindow = (): Plugin => ({
  name: 'name-window',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === 'chunk' && FIRST.includes(file.name))
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
          injectTo: 'head',
        })),
  },
});

/** The window. Exported by itself for the development server, which runs it in a browser. */
export const renderer: RendererViteConfig = {
  root: at('renderer'),
  resolve: { alias: [{ find: /^zod$/, replacement: at('renderer/api/zod.ts') }] },
  plugins: [react(), nameWindow()],
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
            // What asks the first questions, before anything else is there.
            { name: 'calls', test: CALLS, priority: 4 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'interface', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/, priority: 2 },
            { name: 'editor', test: /node_modules[\\/](@tiptap|prosemirror-[a-z-]+)[\\/]/, priority: 2 },
            { name: 'schemas', test: /node_modules[\\/]zod[\\/]|api[\\/]zod\./, priority: 2 },
            // What every screen stands in, and the first screen: a browser fetches six files at a time, so a few large
            // ones come sooner than seventy small ones.
            { name: 'frame', test: FRAME, priority: 1 },
            { name: 'facts', test: FACTS, priority: 0.5 },
            { name: 'fact', test: /features[\\/](facts|evidence|history)[\\/](?!ImportSheet)/, priority: 0 },
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
        external: ['better-sqlite3', 'open', /^pdfmake(\/|$)/],
        input: {
          index: at('electron/main/index.ts'),
          'command-line': at('shared/hosts/cli/main.ts'),
          'core-worker': at('shared/core/worker.ts'),
          'pdf-worker': at('shared/core/pdf/worker.ts'),
          'backup-worker': at('shared/core/store/backup-worker.ts'),
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
