import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import { LongText } from '../../renderer/ui/LongText.tsx';
import { OwnWords } from '../../renderer/ui/WordDifference.tsx';
import { prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const marked = () => [...document.querySelectorAll('mark')].map(({ textContent }) => textContent);
const LONG = 'The regulator counts again every month and publishes the figures with a note on the method.';

describe('a text beside another one', () => {
  test('has the words marked that the other does not have', () => {
    show(<OwnWords other={LONG} text={LONG.replace('month', 'week')} />);
    expect(marked()).toEqual(['week']);
  });
  test('that is long and has little in common with it is not marked all over', () => {
    show(<OwnWords other="Nobody has compared them." text={LONG} />);
    expect(marked()).toEqual([]);
    expect(document.body.textContent).toContain(LONG);
  });
  test('that is short is marked, whatever it has in common', () => {
    show(<OwnWords other="disputed" text="verified" />);
    expect(marked()).toEqual(['verified']);
  });
});

test('a long text is cut with its marks, and shown whole on request', async () => {
  const text = Array.from({ length: 200 }, (_, number) => `word${number}`).join(' ');
  show(<LongText shown={(part) => <OwnWords other={text.replace('word5 ', 'other ')} text={part} />} text={text} />);
  expect(marked()).toEqual(['word5']);
  expect(document.body.textContent).not.toContain(text);
  await userEvent.setup().click(screen.getByRole('button', { name: /^Show all/ }));
  expect(document.body.textContent).toContain(text);
  expect(marked()).toEqual(['word5']);
});
