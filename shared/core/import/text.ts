import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

const CHUNK_BYTES = 256 * 1024;
const BYTE_ORDER_MARK = '\ufeff';

/** Why a file as a whole cannot be read as a table of text; the sentence says what to do. */
export class UnreadableText extends Error {}

export interface TextChunk {
  readonly text: string;
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

const refuseOtherEncodings = (bytes: Buffer): void => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UnreadableText('The file is UTF-16 text; save it as UTF-8 and import it again.');
  }
  if (bytes.includes(0)) {
    throw new UnreadableText('The file is not text; choose a CSV or JSON Lines file.');
  }
};

/**
 * Reads a text file piece by piece, whatever its size. A byte order mark is dropped, lines that end with a carriage
 * return alone get a line feed, and bytes that are not UTF-8 come out as U+FFFD for the caller to reject line by line.
 */
export async function* readText(path: string): AsyncGenerator<TextChunk> {
  const file = await open(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    let bytes = 0;
    let bareReturns = false;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      const chunk = buffer.subarray(0, bytesRead);
      let text = bytesRead === 0 ? decoder.end() : decoder.write(chunk);
      if (bytes === 0 && bytesRead > 0) {
        refuseOtherEncodings(chunk);
        if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
        bareReturns = text.includes('\r') && !text.includes('\n');
      }
      bytes += bytesRead;
      if (text) yield { text: bareReturns ? text.replaceAll('\r', '\n') : text, bytes };
      if (bytesRead === 0) return;
    }
  } finally {
    await file.close();
  }
}
