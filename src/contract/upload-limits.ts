/** One chunk carries at most this many raw (compressed) bytes; as base64 it stays under the 240 KiB of a stored value. */
export const CHUNK_BYTES = 176 * 1024;
/** A file as it is, also a package with all it has unpacked (several times in the memory of an invocation), and packed. */
export const MAX_RAW_BYTES = 50 * 1000 * 1000;
export const MAX_PACKED_BYTES = 16 * 1024 * 1024;
/** The text of an exported configuration. */
export const MAX_CONFIGURATION_BYTES = 20 * 1000 * 1000;
