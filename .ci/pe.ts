/**
 * Checks the header of a Windows executable: bytes in, a list of faults out. `deno compile` appends
 * the program to a section of its base binary. What is past the VirtualSize of that section, or past
 * SizeOfImage, Windows does not map, and the program dies of a page fault before `main`
 * (https://github.com/denoland/deno/issues/36242).
 *
 * Offsets are those of https://learn.microsoft.com/windows/win32/debug/pe-format.
 */

/** A section: a range of the file, and the range of memory to which Windows maps it. */
interface Section {
  name: string;
  address: number;
  virtualSize: number;
  rawOffset: number;
  rawSize: number;
}

const MACHINE_X64 = 0x8664;
const MAGIC_PE32_PLUS = 0x20b;
/** Up to the last field that is read, the resource directory's size. */
const OPTIONAL_HEADER_BYTES = 112 + 2 * 8 + 8;
const SECTION_BYTES = 40;

/**
 * Finds what keeps Windows from running an executable as a whole.
 *
 * @param bytes The complete file.
 * @returns One sentence for each fault, with the two numbers that contradict each other; none when
 * the header is right.
 */
export function peFaults(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const pe = bytes.length < 0x40 ? Infinity : u32(0x3c);
  const optional = pe + 24;
  if (optional + OPTIONAL_HEADER_BYTES > bytes.length || u32(pe) !== 0x4550) {
    return ["The file is no PE executable."];
  }
  if (u16(pe + 4) !== MACHINE_X64 || u16(optional) !== MAGIC_PE32_PLUS) {
    return [
      `The file is no 64-bit PE executable: machine ${hex(u16(pe + 4))} instead of ` +
      `${hex(MACHINE_X64)}, magic ${hex(u16(optional))} instead of ${hex(MAGIC_PE32_PLUS)}.`,
    ];
  }
  const table = optional + u16(pe + 20);
  const tableEnd = table + u16(pe + 6) * SECTION_BYTES;
  if (tableEnd > bytes.length) {
    return [`The section table ends at ${hex(tableEnd)}, the file at ${hex(bytes.length)}.`];
  }
  const sections: Section[] = [];
  for (let at = table; at < tableEnd; at += SECTION_BYTES) {
    sections.push({
      name: new TextDecoder().decode(bytes.subarray(at, at + 8)).replace(/\0+$/, ""),
      virtualSize: u32(at + 8),
      address: u32(at + 12),
      rawSize: u32(at + 16),
      rawOffset: u32(at + 20),
    });
  }
  return [
    ...layoutFaults(sections, {
      pageBytes: u32(optional + 32),
      sectorBytes: u32(optional + 36),
      imageBytes: u32(optional + 56),
      fileBytes: bytes.length,
    }),
    ...resourceFaults(sections, u32(optional + 112 + 2 * 8), u32(optional + 112 + 2 * 8 + 4)),
  ];
}

/** The sections are whole in the file and in memory, in order, and do not overlap. */
function layoutFaults(
  sections: Section[],
  { pageBytes, sectorBytes, imageBytes, fileBytes }: {
    pageBytes: number;
    sectorBytes: number;
    imageBytes: number;
    fileBytes: number;
  },
): string[] {
  const faults: string[] = [];
  const imageEnd = roundUp(imageBytes, pageBytes);
  let [address, rawOffset] = [0, 0];
  for (const section of sections) {
    const fault = (sentence: string) => faults.push(`Section ${section.name} ${sentence}.`);
    const end = section.address + section.virtualSize;
    const rawEnd = section.rawOffset + section.rawSize;
    if (section.address < address) {
      fault(
        `starts at ${hex(section.address)} in memory, before ${hex(address)}, ` +
          "where the one before it ends",
      );
    }
    if (end > imageEnd) fault(`ends at ${hex(end)} in memory, SizeOfImage is ${hex(imageBytes)}`);
    // The size in the file is padded to whole sectors: the padding need not be mapped.
    if (section.rawSize > roundUp(section.virtualSize, sectorBytes)) {
      fault(
        `has ${hex(section.rawSize)} bytes in the file, and ${hex(section.virtualSize)} ` +
          "of them are mapped",
      );
    }
    address = roundUp(end, pageBytes);
    if (section.rawSize === 0) continue; // All zeros: it takes no place in the file.
    if (section.rawOffset < rawOffset) {
      fault(
        `starts at ${hex(section.rawOffset)} in the file, before ${hex(rawOffset)}, ` +
          "where the one before it ends",
      );
    }
    if (rawEnd > fileBytes) fault(`ends at ${hex(rawEnd)}, the file at ${hex(fileBytes)}`);
    rawOffset = rawEnd;
  }
  return faults;
}

/** The resources, which hold the program, are in one section and mapped to their end. */
function resourceFaults(sections: Section[], address: number, bytes: number): string[] {
  const section = sections.find((section) =>
    address >= section.address &&
    address < section.address + Math.max(section.virtualSize, section.rawSize)
  );
  if (section === undefined) return [`The resources, at ${hex(address)}, are in no section.`];
  const [end, held] = [
    address + bytes,
    section.address + Math.min(section.virtualSize, section.rawSize),
  ];
  if (end <= held) return [];
  return [`Section ${section.name} ends at ${hex(held)} in memory, its resources at ${hex(end)}.`];
}

function roundUp(size: number, unit: number): number {
  return Math.ceil(size / unit) * unit;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
