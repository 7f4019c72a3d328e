import * as z from 'zod';

/** Source reliability, Admiralty code: A completely reliable … E unreliable, F cannot be judged. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
export const reliabilitySchema = z.enum(RELIABILITIES);

/** Information credibility, Admiralty code: 1 confirmed by other sources … 5 improbable, 6 cannot be judged. */
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;
export type Credibility = (typeof CREDIBILITIES)[number];
export const credibilitySchema = z.union(CREDIBILITIES.map((n) => z.literal(n)));

export const RELIABILITY_WORDS: Readonly<Record<Reliability, string>> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged',
};

export const CREDIBILITY_WORDS: Readonly<Record<Credibility, string>> = {
  1: 'confirmed by other sources',
  2: 'probably true',
  3: 'possibly true',
  4: 'doubtful',
  5: 'improbable',
  6: 'truth cannot be judged',
};

/** The pair as it is printed, such as `B 2`, with a non-breaking space. */
export const gradeLabel = (reliability: Reliability, credibility: Credibility): string =>
  `${reliability}\u00a0${credibility}`;

/** Reads a reliability letter in either case; undefined for anything else. */
export const parseReliability = (text: string): Reliability | undefined =>
  RELIABILITIES.find((letter) => letter === text.trim().toUpperCase());

/** Reads a credibility digit; undefined for anything else. */
export const parseCredibility = (text: string): Credibility | undefined =>
  CREDIBILITIES.find((digit) => String(digit) === text.trim());
