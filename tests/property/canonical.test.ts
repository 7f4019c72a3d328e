import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, isSame } from '#shared/core/store/canonical.ts';

type Told = Readonly<Record<string, unknown>>;

const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as Told)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
};

/** Small values, so that two of them are the same now and then. */
const small = fc.jsonValue({ maxDepth: 2 });
const few = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, 0, 1, 'a', '', true, undefined),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'constructor', '__proto__'), tie('value')),
  ),
})).value;

test('values are the same exactly when their canonical text is', () => {
  const check = (a: unknown, b: unknown): void => {
    const whole = JSON.parse(JSON.stringify([a, b]));
    expect(isSame(whole[0], whole[1])).toBe(canonicalJson(whole[0]) === canonicalJson(whole[1]));
  };
  fc.assert(fc.property(small, small, check), { numRuns: 1000 });
  fc.assert(fc.property(few, few, check), { numRuns: 2000 });
  fc.assert(fc.property(small, (value) => check(value, turned(value))));
});

test('the order of keys does not matter, nor what is undefined', () => {
  fc.assert(
    fc.property(small, (value) => {
      expect(isSame(value, turned(value))).toBe(true);
    }),
  );
  expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(isSame({ a: undefined }, { b: 1 })).toBe(false);
  expect(isSame({ a: null }, {})).toBe(false);
  expect(isSame([], {})).toBe(false);
});

test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('a key named %s is one like any other', (key) => {
  const named = (value: unknown): unknown => JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`);
  expect(isSame({}, named('x'))).toBe(false);
  expect(isSame(named('x'), {})).toBe(false);
  expect(isSame({}, named({}))).toBe(false);
  expect(isSame(named({}), {})).toBe(false);
  expect(isSame(named('x'), named('x'))).toBe(true);
});
