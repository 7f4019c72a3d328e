import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import classes from './FileDrop.module.css';

interface FileDropProps {
  /** Says over the screen what dropping will do. */
  readonly sentence: string;
  readonly onDrop: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

const bringsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** A part of the window onto which files can be dropped, wherever in it. */
export const FileDrop = ({ sentence, onDrop, children }: FileDropProps) => {
  // Each element below tells of coming and going, so that they are counted.
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const step = (by: number) => (event: DragEvent) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    depth.current += by;
    setOver(depth.current > 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of several; choosing a file is the other
    <div
      className={classes.area}
      onDragEnter={step(1)}
      onDragLeave={step(-1)}
      onDragOver={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        if (!bringsFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onDrop([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over && (
        <div className={classes.over} role="status">
          {sentence}
        </div>
      )}
    </div>
  );
};
