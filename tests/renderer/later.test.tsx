import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { later } from '../../renderer/app/later.tsx';
import { prepareWindow, show } from './support/window.tsx';

prepareWindow();
afterEach(cleanup);

const Greeting = ({ name }: { name: string }) => <p>Good morning, {name}</p>;

describe('a part whose code comes later', () => {
  test('is there at once when its code was fetched ahead, and fetched only once', async () => {
    const fetch = vi.fn(() => Promise.resolve({ default: Greeting }));
    const Part = later(fetch);
    await Part.load();
    show(<Part name="Ada" />);
    expect(screen.getByText('Good morning, Ada')).toBeTruthy();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('says what went wrong in its place, and comes on another try', async () => {
    let reached = false;
    const Part = later<{ name: string }>(() =>
      reached ? Promise.resolve({ default: Greeting }) : Promise.reject(new Error('gone')),
    );
    show(<Part name="Ada" />);
    const again = await screen.findByRole('button', { name: 'Try again' });
    reached = true;
    await userEvent.click(again);
    expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
  });

  test('that is a box tells its problem elsewhere and leaves no trace', async () => {
    const told = vi.fn();
    const Box = later<object>(() => Promise.reject(new Error('gone')), told);
    show(<Box />);
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
