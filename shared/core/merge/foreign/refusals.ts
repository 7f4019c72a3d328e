import { Refusal } from '../../refusal.ts';

/** Every refusal of a file from somebody else, in one place: they share their tone and what to do next. */

const askAgain = 'ask the sender to make it again';

export const refuseMissing = (name: string): Refusal =>
  new Refusal('NOT_FOUND', 'file-missing', `There is no file ${name}; check the path.`, { name });

export const refuseNotAFile = (name: string): Refusal =>
  new Refusal('FOREIGN', 'not-a-file', `${name} is not a file; choose a pack, a library or a report.`, { name });

export const refuseUnreadable = (name: string): Refusal =>
  new Refusal('IO', 'file-unreadable', `${name} cannot be read; check the disk and the rights on the file.`, { name });

export const refuseTooLarge = (name: string, limit: string): Refusal =>
  new Refusal(
    'INVALID',
    'file-too-large',
    `${name} is larger than ${limit}, which is the limit; ask for a smaller pack.`,
    {
      name,
      limit,
    },
  );

export const refuseEncrypted = (name: string): Refusal =>
  new Refusal('INVALID', 'file-encrypted', `${name} is encrypted; give the passphrase that the sender told you.`, {
    name,
  });

export const refuseForeign = (name: string): Refusal =>
  new Refusal(
    'FOREIGN',
    'not-a-pack',
    `${name} is neither a Briefwright pack nor a library nor a report with a pack; choose another file.`,
    {
      name,
    },
  );

const exportAgain = 'ask the sender to export it again with its facts and sources';

export const refuseNoPack = (name: string): Refusal =>
  new Refusal('FOREIGN', 'pdf-no-pack', `${name} carries no pack, only the report; ${exportAgain}.`, { name });

export const refuseManyPacks = (name: string): Refusal =>
  new Refusal(
    'INVALID',
    'pdf-many-packs',
    `${name} carries more than one pack, and none was taken, since only one can be meant; ${exportAgain}.`,
    { name },
  );

export const refusePdfLocked = (name: string): Refusal =>
  new Refusal(
    'INVALID',
    'pdf-locked',
    `${name} is a PDF with a password of its own; save a copy without it, or ask the sender for one.`,
    { name },
  );

/** What goes by the name of a pack is a library, another PDF or anything else. */
export const refuseCarriedOther = (name: string): Refusal =>
  new Refusal('FOREIGN', 'pdf-carries-other', `What ${name} carries in the name of a pack is none; ${exportAgain}.`, {
    name,
  });

export const refuseCarriedTooLarge = (name: string): Refusal =>
  new Refusal(
    'INVALID',
    'pdf-pack-too-large',
    `The pack in ${name} is larger than 20 MB, which is the limit; ask for the pack as a file of its own.`,
    { name },
  );

export const refuseNewer = (name: string): Refusal =>
  new Refusal(
    'NEWER',
    'file-newer',
    `${name} was made by a newer version of Briefwright; update Briefwright to read it.`,
    {
      name,
    },
  );

export const refuseTruncated = (name: string): Refusal =>
  new Refusal('DAMAGED', 'file-truncated', `${name} is cut short, so part of it is missing; ${askAgain}.`, { name });

export const refuseDamaged = (name: string): Refusal =>
  new Refusal('DAMAGED', 'file-damaged', `${name} is damaged, so nothing was taken from it; ${askAgain}.`, { name });

/** The signature is of other bytes than these: they, or it, were changed. */
export const refuseSignature = (name: string): Refusal =>
  new Refusal(
    'DAMAGED',
    'signature-wrong',
    `${name} was changed after it was signed, so nothing was taken from it; ${askAgain}.`,
    { name },
  );

/** The file has other parts than this version of it has, such as a trigger: somebody made it by hand. */
export const refuseShape = (name: string, part: string): Refusal =>
  new Refusal(
    'INVALID',
    'file-shape',
    `${name} is not built as Briefwright builds it (${part}), so it was not read; ${askAgain}.`,
    {
      name,
      part,
    },
  );

/** Something in it breaks a rule. `what` is our own wording, never text of the file. */
export const refuseContent = (name: string, what: string): Refusal =>
  new Refusal(
    'INVALID',
    'file-content',
    `${name} breaks a rule of its format (${what}), so it was not read; ${askAgain}.`,
    {
      name,
      what,
    },
  );

export const refuseSlow = (name: string): Refusal =>
  new Refusal('INVALID', 'file-too-slow', `${name} takes too long to read, so reading was stopped; ${askAgain}.`, {
    name,
  });

/** Its reader ended by itself, mostly since it was about to take too much memory. */
export const refuseFatal = (name: string): Refusal =>
  new Refusal(
    'INVALID',
    'file-too-costly',
    `${name} takes too much to read or makes its reader fail, so reading was stopped; ${askAgain}.`,
    { name },
  );

/** One attachment is not what it goes by; the rest of the file may be sound. */
export const refuseAttachment = (name: string): Refusal =>
  new Refusal('DAMAGED', 'attachment-changed', `An attachment in ${name} is not the one that was meant; ${askAgain}.`, {
    name,
  });

export const refuseClosed = (name: string): Refusal =>
  new Refusal('CANCELLED', 'file-closed', `${name} is no longer open; open it again.`, { name });

export const refuseAborted = (): Refusal => new Refusal('CANCELLED', 'cancelled', 'Stopped; nothing was changed.');

export const refuseStart = (): Refusal =>
  new Refusal(
    'INTERNAL',
    'reader-start',
    'The reader of foreign files did not start; try again, and restart Briefwright if it stays so.',
  );
