import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { OptionList } from '../../renderer/ui/OptionList.tsx';
import { prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const TAGS = ['exit', 'sale', 'sales'].map((tag) => ({ id: tag, label: tag }));

const Tags = (answers: { readonly onToggle: (id: string) => void; readonly onDone: () => void }) => {
  const [text, setText] = useState('');
  const options = TAGS.filter((tag) => tag.label.includes(text));
  return (
    <OptionList {...answers} chosen={[]} label="Tags" options={options} search={{ value: text, onChange: setText }} />
  );
};

const start = () => {
  const onToggle = vi.fn();
  const onDone = vi.fn();
  show(<Tags onDone={onDone} onToggle={onToggle} />);
  return { onToggle, onDone, user: userEvent.setup(), field: screen.getByRole('textbox') };
};

describe('a list of options', () => {
  test('Enter ticks the first that matches and empties the field; Enter again is done', async () => {
    const { onToggle, onDone, user, field } = start();
    await user.type(field, 'sal{Enter}');
    expect(onToggle).toHaveBeenCalledExactlyOnceWith('sale');
    expect(field).toHaveProperty('value', '');
    expect(onDone).not.toHaveBeenCalled();
    await user.type(field, '{Enter}');
    expect(onToggle).toHaveBeenCalledOnce();
    expect(onDone).toHaveBeenCalledOnce();
  });

  test('arrow keys lead from the marked one to the next, Enter ticks that', async () => {
    const { onToggle, user, field } = start();
    await user.type(field, 'sal{ArrowDown}{Enter}');
    expect(onToggle).toHaveBeenCalledExactlyOnceWith('sales');
  });

  test('Enter takes nothing where nothing matches', async () => {
    const { onToggle, onDone, user, field } = start();
    await user.type(field, 'zzz{Enter}');
    expect(onToggle).not.toHaveBeenCalled();
    expect(onDone).not.toHaveBeenCalled();
  });
});
