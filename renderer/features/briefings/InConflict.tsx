import { ConflictLink } from '../conflicts/ConflictLink.tsx';
import { useBuilder } from './builder-context.tsx';

/** Marks a record of the briefing of which more than one value survives, with the way to settle it. */
export const InConflict = ({ id }: { readonly id: string }) => {
  const { briefing } = useBuilder();
  return briefing.inConflict.includes(id) ? <ConflictLink id={id} /> : null;
};
