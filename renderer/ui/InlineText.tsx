import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldConflict } from './FieldConflict.tsx';
import classes from './Inline.module.css';
import { type Save, useDraft } from './use-draft.ts';

interface InlineTextProps {
  /** Names the value for screen readers. */
  readonly label: string;
  readonly value: string;
  readonly save: Save<string>;
  /** How the value is shown when it is not being edited; the plain text by default. */
  readonly shown?: ReactNode;
  /** Stands there while the value is empty. */
  readonly placeholder?: string;
  /** The reason why the text cannot be taken, or null. */
  readonly check?: (text: string) => string | null;
  readonly multiline?: boolean;
  /** Shown under the editor while it is open. */
  readonly help?: string;
  readonly readOnly?: boolean;
  readonly className?: string | undefined;
  /** Opens the editor at once. */
  readonly autoEdit?: boolean;
  /** The editor has closed, with the value saved or not. */
  readonly onClose?: () => void;
}

/**
 * A text that a click, or Enter on it, opens for editing. Enter or leaving saves, Esc takes back; in a text of several
 * lines Ctrl/Cmd-Enter saves. A refused value stays open with the reason below.
 */
export const InlineText = (props: InlineTextProps) => {
  const { label, value, save, shown, placeholder, check, multiline = false, help, readOnly = false } = props;
  const { t } = useTranslation();
  const draft = useDraft(value, save, check);
  const button = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const refocus = useRef(false);
  const open = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the editor opens and closes
  useEffect(() => {
    if (draft.editing) field.current?.focus();
    // The field has left nowhere behind, unless the user went on while it was being saved.
    else if (refocus.current && document.activeElement === document.body) button.current?.focus();
    if (open.current && !draft.editing) props.onClose?.();
    open.current = draft.editing;
    refocus.current = false;
  }, [draft.editing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on mounting
  useEffect(() => {
    if (props.autoEdit && !readOnly) draft.begin();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      refocus.current = true;
      draft.cancel();
    } else if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      refocus.current = true;
      void draft.commit();
    }
  };
  const style = `${classes.inline} ${props.className ?? ''}`;
  if (!draft.editing)
    return (
      <button
        ref={button}
        type="button"
        className={style}
        disabled={readOnly}
        aria-label={t('common:editValue', { label, value: value || t('common:none') })}
        onClick={draft.begin}
      >
        {value ? (shown ?? value) : <span className={classes.placeholder}>{placeholder ?? t('common:none')}</span>}
      </button>
    );
  return (
    <span className={classes.editor}>
      <textarea
        ref={field}
        className={`${style} ${classes.input}`}
        aria-label={label}
        aria-invalid={draft.error !== null}
        rows={1}
        value={draft.value}
        onChange={(event) => draft.change(multiline ? event.target.value : event.target.value.replace(/[\r\n]+/g, ' '))}
        onKeyDown={onKeyDown}
        onBlur={() => void draft.commit()}
        onFocus={(event) => event.target.select()}
      />
      {draft.error === null ? (
        help && <span className={classes.help}>{help}</span>
      ) : draft.conflict ? (
        <FieldConflict sentence={draft.error} theirs={value} onKeepMine={draft.keepMine} onTakeTheirs={draft.cancel} />
      ) : (
        <span className={classes.error} role="alert">
          {draft.error}
        </span>
      )}
    </span>
  );
};
