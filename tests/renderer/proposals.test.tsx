import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ProposalItem } from '#shared/contract/proposals.ts';
import { ReasonBox } from '../../renderer/app/ask-reason.tsx';
import { changedFields, formFields, patchOf, wrongFields } from '../../renderer/features/proposals/form.ts';
import { ProposalView } from '../../renderer/features/proposals/ProposalView.tsx';
import { lowered } from '../../renderer/features/proposals/use-answer.ts';
import { fakeApi, prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const ID = '01890000-0000-7000-8000-000000000001';
const TARGET = '01890000-0000-7000-8000-000000000002';

const proposal = (more: Partial<ProposalItem> = {}): ProposalItem => ({
  ...{ id: ID, revision: '', createdAt: 0, createdBy: 'Desk B', updatedAt: 0, updatedBy: 'Desk B', retired: false },
  ...{ target: { kind: 'fact', id: TARGET }, patch: {}, saw: '', proposer: 'Desk B', reason: 'Counted anew' },
  ...{ state: 'open', answer: '', marking: 'CLEAR', title: 'It fell.', waiting: false, stale: [], own: false },
  answeredBy: '',
  changes: [{ field: 'statement', now: 'It fell by 43 %.', proposed: 'It fell by 38 %.' }],
  ...more,
});

const open = (item: ProposalItem) => {
  const answers = {
    accept: vi.fn((_input: object) => Promise.resolve(item)),
    decline: vi.fn((_input: object) => Promise.resolve(item)),
    withdraw: vi.fn((_input: object) => Promise.resolve(item)),
  };
  const onAnswered = vi.fn();
  show(
    <>
      <ProposalView onAnswered={onAnswered} proposal={item} readOnly={false} />
      <ReasonBox />
    </>,
    fakeApi({ proposals: answers }),
  );
  return { ...answers, onAnswered, user: userEvent.setup() };
};

describe('a proposal', () => {
  test('shows word by word what it would change, and is accepted (M20)', async () => {
    const { accept, onAnswered, user } = open(proposal());
    const words = [...document.querySelectorAll('del, ins')].map((mark) => mark.textContent);
    expect(words).toEqual(['43', '38']);
    await user.click(screen.getByRole('button', { name: 'Accept' }));
    expect(accept.mock.calls[0]?.[0]).toEqual({ id: ID, answer: '', anyway: false });
    await vi.waitFor(() => expect(onAnswered).toHaveBeenCalled());
  });
  test('that is stale says what changed, and is accepted only by asking for it anyway', async () => {
    const changes = [{ field: 'statement', saw: 'It fell.', now: 'It fell by 43 %.', proposed: 'It fell by 38 %.' }];
    const { accept, user } = open(proposal({ stale: ['statement'], changes }));
    const said = [...document.querySelectorAll('dl dl dd')].map((value) => value.textContent);
    expect(said.slice(0, 2)).toEqual(['It fell.', 'It fell by 43 %.']);
    expect(said[2]).toContain('38');
    expect(screen.getByText(/^Changed since this was proposed: Statement\./)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Accept anyway' }));
    expect(accept.mock.calls[0]?.[0]).toEqual({ id: ID, answer: '', anyway: true });
  });
  test('that is stale says plainly when this library does not hold what the proposer saw', () => {
    open(proposal({ stale: ['statement'] }));
    expect(screen.getByText('This library does not hold what the proposer saw.')).toBeTruthy();
    expect(screen.getByText('It fell by 43 %.')).toBeTruthy();
  });
  test('is declined with a reason, never without', async () => {
    const { decline, user } = open(proposal());
    await user.click(screen.getByRole('button', { name: 'Decline…' }));
    expect(decline).not.toHaveBeenCalled();
    await user.type(await screen.findByRole('textbox', { name: 'Reason' }), 'The old count holds');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await vi.waitFor(() => expect(decline.mock.calls[0]?.[0]).toEqual({ id: ID, answer: 'The old count holds' }));
  });
  test('of one’s own is withdrawn, not declined', async () => {
    const { withdraw, user } = open(proposal({ own: true }));
    await user.click(await screen.findByRole('button', { name: 'Withdraw' }));
    expect(screen.queryByRole('button', { name: 'Decline…' })).toBeNull();
    expect(withdraw.mock.calls[0]?.[0]).toEqual({ id: ID, answer: '' });
  });
  test('that lowers a marking asks why before it is accepted', async () => {
    const changes = [{ field: 'marking', now: 'AMBER', proposed: 'GREEN' }];
    expect(lowered(proposal({ changes }))).toEqual({ from: 'AMBER', to: 'GREEN' });
    const { accept, user } = open(proposal({ changes }));
    await user.click(screen.getByRole('button', { name: 'Accept' }));
    await user.type(await screen.findByRole('textbox', { name: 'Reason' }), 'Published');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await vi.waitFor(() => expect(accept.mock.calls[0]?.[0]).toMatchObject({ answer: 'Published' }));
  });
  test('whose record is not here waits and says so; an answered one tells by whom and why', () => {
    open(proposal({ waiting: true, title: '' }));
    expect(screen.getByText(/waits until a pack brings it/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
    cleanup();
    open(proposal({ state: 'declined', answer: 'No', answeredBy: 'Desk A' }));
    expect(screen.getByText(/^Desk A declined it.*Reason: No$/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('the form that proposes', () => {
  const record = {
    id: TARGET,
    statement: 'It fell.',
    subjectName: 'Firm',
    quantity: null,
    marking: 'CLEAR',
    custom: {},
  };
  const fields = formFields('fact', record);
  test('has the fields as they are, with the subject by its name and no own fields where there are none', () => {
    const start = Object.fromEntries(fields.map((entry) => [entry.field, entry.start]));
    expect(start).toMatchObject({ statement: 'It fell.', subject: 'Firm', marking: 'CLEAR' });
    expect(fields.map(({ field }) => field)).not.toContain('custom');
  });
  test('proposes only what is changed, with subjects by their ids (M20)', async () => {
    const drafts = {
      statement: { value: 'It fell.' },
      subject: { subject: 'Port' },
      marking: { value: 'AMBER' },
      asOf: undefined,
    };
    expect(changedFields(fields, drafts)).toEqual(['asOf', 'marking', 'subject'].toSorted(byForm));
    expect(wrongFields(drafts)).toEqual(['asOf']);
    const patch = await patchOf(['marking', 'subject'], drafts, (name) => Promise.resolve(`id of ${name}`));
    expect(patch).toEqual({ marking: 'AMBER', subject: 'id of Port' });
  });
  test('taking the subject away is a change, leaving a fact without one is none', () => {
    expect(changedFields(fields, { subject: { value: null } })).toEqual(['subject']);
    expect(changedFields(formFields('fact', { ...record, subjectName: '' }), { subject: { value: null } })).toEqual([]);
  });
  const byForm = (a: string, b: string): number =>
    fields.findIndex(({ field }) => field === a) - fields.findIndex(({ field }) => field === b);
});
