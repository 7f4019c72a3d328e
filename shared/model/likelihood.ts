import * as z from 'zod';

/** Words of estimate: ICD 203 (US) and the PHIA probability yardstick (UK). One product uses one scale. */
export const SCALES = ['icd203', 'phia'] as const;
export type Scale = (typeof SCALES)[number];
export const scaleSchema = z.enum(SCALES);

export interface LikelihoodTerm {
  /** The term as it stands in a sentence. */
  readonly term: string;
  /** An accepted synonym on the same scale, if there is one. */
  readonly also: string | null;
  /** The span in per cent that the scale gives the term, as printed. */
  readonly percent: string;
}

export const LIKELIHOOD_TERMS: Readonly<Record<Scale, readonly LikelihoodTerm[]>> = {
  icd203: [
    { term: 'almost no chance', also: 'remote', percent: '1–5' },
    { term: 'very unlikely', also: 'highly improbable', percent: '5–20' },
    { term: 'unlikely', also: 'improbable', percent: '20–45' },
    { term: 'roughly even chance', also: 'roughly even odds', percent: '45–55' },
    { term: 'likely', also: 'probable', percent: '55–80' },
    { term: 'very likely', also: 'highly probable', percent: '80–95' },
    { term: 'almost certain', also: 'nearly certain', percent: '95–99' },
  ],
  phia: [
    { term: 'remote chance', also: null, percent: '0–5' },
    { term: 'highly unlikely', also: null, percent: '10–20' },
    { term: 'unlikely', also: null, percent: '25–35' },
    { term: 'realistic possibility', also: null, percent: '40–<50' },
    { term: 'likely', also: 'probable', percent: '55–75' },
    { term: 'highly likely', also: null, percent: '80–90' },
    { term: 'almost certain', also: null, percent: '95–<100' },
  ],
};

export const CONFIDENCES = ['high', 'moderate', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const confidenceSchema = z.enum(CONFIDENCES);

/** The term of the scale, or undefined when the scale does not have it. */
export const findTerm = (scale: Scale, term: string): LikelihoodTerm | undefined =>
  LIKELIHOOD_TERMS[scale].find((entry) => entry.term === term || entry.also === term);
