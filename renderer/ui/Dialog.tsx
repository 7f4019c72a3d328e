import { Modal } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Width in pixels. */
  readonly size?: number;
  /** Without the bar that shows the title; the title then only names the box for screen readers. */
  readonly bare?: boolean;
}

/** A box over the window. Esc and a click beside it close it. */
export const Dialog = ({ title, onClose, children, size = 480, bare = false }: DialogProps) => {
  const { t } = useTranslation();
  const [before] = useState(() => document.activeElement);
  // Mantine gives the focus back when a box closes, but these leave the screen at once.
  useLayoutEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
  return (
    // The window itself never scrolls; the lock would add a style that the policy forbids.
    <Modal.Root opened onClose={onClose} size={size} yOffset="8vh" lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content {...(bare ? { 'aria-label': title } : {})}>
        {!bare && (
          <div className={classes.bar}>
            <Modal.Title>{title}</Modal.Title>
            <Modal.CloseButton aria-label={t('common:close')} />
          </div>
        )}
        <Modal.Body {...(bare ? { p: 0 } : {})}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
