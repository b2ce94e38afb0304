/** Sentences about what the system refused: files, addresses, the history; in English. */

import type { FailureTexts } from "../pt_br/failures.ts";

/** The sentences about what the system refused, by their keys. */
export const failures: FailureTexts = {
  historyFailures: {
    "bad-name": (file) => `Error: "${file}" is not a valid file name on this system. Use another.`,
    "cannot-open": (file) =>
      `Error: Could not open the history "${file}". ` +
      "Check that the folder exists and that you can write to it.",
    "damaged": (file) => `Error: The history "${file}" is damaged. Use another file, or a backup.`,
    "full": (file) => `Error: There is no space on the disk for the history "${file}".`,
    "locked": (file) =>
      `Error: The history "${file}" is in use by another program. Close the other server.`,
    "newer": (file, version) =>
      `Error: The history "${file}" is from a newer version of this program (${version}). ` +
      "Use the newer version, or another file.",
    "not-ours": (file) =>
      `Error: The file "${file}" is not a history of this program. Use another file.`,
    "read-only": (file) =>
      `Error: The history "${file}" cannot be saved: the file or its folder is read-only.`,
    "other": (file, number) =>
      `Error: Could not use the history "${file}"${
        number === "" ? "" : ` (system error ${number})`
      }. Check the disk, or use another file.`,
  },
  systemFailures: {
    "bad-name": () => "its name is not valid on this system.",
    "busy": () => "another program is using it.",
    "denied": () => "permission is missing.",
    "full": () => "the disk is full.",
    "missing": () => "the file or the folder does not exist.",
    "not-a-file": () => "it is not a file.",
    "not-a-folder": () => "a part of the path is a file, not a folder.",
    "read-only": () => "the disk is read-only.",
    "other": (number) => number === undefined ? "the system failed." : `system error ${number}.`,
  },
  passwordFileFailures: {
    "empty": (file) => `Error: The file "${file}" has no password in its first line.`,
    "not-text": (file) =>
      `Error: The file "${file}" is not text in UTF-8 or UTF-16. ` +
      "Save it again as UTF-8, with the password in its first line.",
    "unusable": (file) => `Error: Could not read the password from the file "${file}".`,
  },
  certificateFailures: {
    "damaged": (file) =>
      `Error: The file "${file}" is not a certificate of this program. ` +
      "Move it away: the chat makes another by itself.",
    "unusable": (file) =>
      `Error: Could not read or write the certificate "${file}". ` +
      "Check that you may write in that folder.",
  },
  listenFailures: {
    "in-use": (host, port) =>
      `Error: Port ${port} of ${host} is already in use. ` +
      "Close the other server, or choose another --port.",
    "not-allowed": (host, port) =>
      `Error: No permission to open port ${port} of ${host}. ` +
      "Choose another --port, from 1024 to 65535.",
    "not-here": (host) =>
      `Error: The address ${host} does not belong to this computer. ` +
      "Use --host with one of its addresses, or 0.0.0.0 for all.",
    "unknown-host": (host) =>
      `Error: The name "${host}" was not found. Use --host with one of this computer's addresses.`,
    "other": (host, port, detail) => `Error: Could not open ${host}:${port}: ${detail}`,
  },
};
