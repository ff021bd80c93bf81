/** The files of an upload, and which of them are diagrams to draw. */

export interface UploadedFile {
  file: File;
  /** Whether it can be drawn: diagrams can, forms and decisions cannot. */
  isDiagram: boolean;
}

/**
 * Reads files once and for all. The browser refuses to send a file that was saved anew after it was chosen; what is checked,
 * drawn and deployed has to be one and the same.
 */
export async function readFiles(files: readonly File[]): Promise<UploadedFile[]> {
  return Promise.all(
    files.map(async (chosen) => {
      const file = new File([await chosen.arrayBuffer()], chosen.name, { type: chosen.type });
      return { file, isDiagram: isDiagram(file.name) };
    }),
  );
}

export function isDiagram(name: string): boolean {
  return /\.(bpmn|xml)$/i.test(name);
}

/** A file chosen again replaces the one before: it has been mended. */
export function withFiles(known: readonly UploadedFile[], added: readonly UploadedFile[]): UploadedFile[] {
  const byName = new Map([...known, ...added].map((each) => [each.file.name, each]));
  return [...byName.values()];
}
