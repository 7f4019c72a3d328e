import type { Bridge } from '#shared/contract/bridge.ts';

declare global {
  interface Window {
    /** There in Electron only. */
    readonly briefwright?: Bridge;
  }
}
