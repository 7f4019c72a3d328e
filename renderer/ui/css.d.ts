import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Column template that the rows of a table share. */
    readonly '--columns'?: string;
  }
}
