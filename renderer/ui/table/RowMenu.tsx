import { Menu } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Selection } from './selection.ts';

interface MenuState {
  readonly at: { readonly x: number; readonly y: number; readonly ids: readonly string[] } | null;
  readonly open: (id: string, x: number, y: number) => void;
  readonly close: () => void;
}

/** The context menu of rows: for all chosen ones when asked for on one of them, else for that row alone. */
export const useRowMenu = (selection: Selection): MenuState => {
  const [at, setAt] = useState<MenuState['at']>(null);
  return {
    at,
    open: (id, x, y) => setAt({ x, y, ids: selection.ids.has(id) ? [...selection.ids] : [id] }),
    close: () => setAt(null),
  };
};

interface RowMenuProps {
  readonly state: MenuState;
  readonly items: (ids: readonly string[]) => ReactNode;
  readonly onClosed: () => void;
}

export const RowMenu = ({ state, items, onClosed }: RowMenuProps) => {
  const { at, close } = state;
  return (
    <Menu
      opened={at !== null}
      onChange={(opened) => {
        if (!opened) close();
      }}
      onClose={() => setTimeout(onClosed)}
      returnFocus={false}
      // The very key that asks for the menu would count as one pressed outside of it.
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Menu.Target>
        <span aria-hidden style={{ position: 'fixed', left: at?.x ?? 0, top: at?.y ?? 0, width: 0, height: 0 }} />
      </Menu.Target>
      <Menu.Dropdown>{at && items(at.ids)}</Menu.Dropdown>
    </Menu>
  );
};
