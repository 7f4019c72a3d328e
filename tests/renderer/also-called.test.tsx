import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { foundBy } from '../../renderer/ui/AlsoCalled.tsx';
import { SubjectPicker } from '../../renderer/ui/SubjectPicker.tsx';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const PORT = {
  id: '1',
  name: 'Port of Hull',
  kind: 'place',
  aliases: ['Harbour', 'Hull Döcks', 'Гавань'],
  parent: null,
};

const Picking = () => {
  const [name, setName] = useState('');
  return <SubjectPicker label="Subject" onChange={setName} value={name} />;
};

test.each([
  ['', []],
  ['port', []],
  ['hul', []],
  ['harb', ['Harbour']],
  ['hull docks', ['Hull Döcks']],
  ['ГАВ', ['Гавань']],
  ['nothing of it', []],
])('words find a subject by these other names: %s', (query, names) => {
  expect(foundBy(PORT, query)).toEqual(names);
});

test('the picker tells by which other name it found a subject, and gives its own name', async () => {
  const list = () => Promise.resolve({ total: 1, ms: 0, items: [{ ...PORT, facts: 0 }] });
  show(<Picking />, fakeApi({ subjects: { list } }));
  const user = userEvent.setup();
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' });
  await user.type(field, 'harb');
  await user.click(await screen.findByText('also called Harbour'));
  expect(field.value).toBe('Port of Hull');
  expect(screen.queryByText(/also called/)).toBeNull();
});
