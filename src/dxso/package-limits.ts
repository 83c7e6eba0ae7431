import { readXmlFile, type XmlFile } from './xml/xml-file';
import { XML_LIMITS } from './xml/xml-read';

/**
 * What all XML files of a package may have together. `parts`: 20 MB of bookings have up to 1,000,000 (an element with its
 * value takes 20 bytes and more), 4,999 documents with every attribute 150,000. `fault`: how many parts one counts as,
 * because it takes as long; a package of bookings with two faults in each stays within. Warnings are free: an honest package may
 * have one for every booking.
 */
export const PACKAGE_LIMITS = { parts: 1_500_000, fault: 3 } as const;

/**
 * How much of a package may still be read. One file keeps to its own limit, but there may be thousands, each just below it: a
 * file for which nothing is left is not read at all. A class because it goes down.
 */
export class Allowance {
  private left: number = PACKAGE_LIMITS.parts;

  /** A file as far as it may be read; what it consists of is taken off, also when it had been read before. */
  read(bytes: () => Uint8Array, before?: XmlFile): XmlFile {
    const read = before ?? this.readNow(bytes);
    this.left -= read.parts;
    return read;
  }

  /** Takes off what it took to find faults. */
  faults(count: number): void {
    this.left -= count * PACKAGE_LIMITS.fault;
  }

  private readNow(bytes: () => Uint8Array): XmlFile {
    if (this.left <= 0) return { trouble: { what: 'too-many-in-all', line: 1 }, parts: 0 };
    const read = readXmlFile(bytes(), Math.min(this.left, XML_LIMITS.parts));
    const isOver = read.parts > this.left && 'trouble' in read && read.trouble.what === 'too-many-parts';
    return isOver ? { ...read, trouble: { ...read.trouble, what: 'too-many-in-all' } } : read;
  }
}
