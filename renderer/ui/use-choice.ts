import { useState } from 'react';
import { type Draft, type Save, useDraft } from './use-draft.ts';

/** A value out of a few while it is chosen from a list. */
export interface Choosing<T> extends Draft<T> {
  /** For the list. What is chosen is chosen over what the list was opened on. */
  readonly list: { readonly opened: boolean; readonly onChange: (opens: boolean) => void };
}

/** The life of a value that is chosen from a list: opening begins, choosing saves, closing takes back. */
export const useChoice = <T>(current: T, save: Save<T>): Choosing<T> => {
  const draft = useDraft(current, save);
  const [opened, setOpened] = useState(false);
  const onChange = (opens: boolean): void => {
    setOpened(opens);
    if (opens) draft.begin();
    else if (!draft.conflict) draft.cancel();
  };
  return { ...draft, list: { opened, onChange } };
};
