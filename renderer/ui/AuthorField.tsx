import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSetSettings, useSettings } from '../api/settings.ts';

/** The name that stands in the history of what one changes; kept when the field is left. */
export const AuthorField = (props: TextInputProps) => {
  const { author } = useSettings();
  const set = useSetSettings();
  const [text, setText] = useState(author);
  useEffect(() => setText(author), [author]);
  return (
    <TextInput
      {...props}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => text.trim() !== author && set.mutate({ author: text.trim() })}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
};
