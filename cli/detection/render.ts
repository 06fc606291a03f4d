import { partitionOf, renderAsff, renderOcsf, renderText } from '../../lib/finding/index.ts';
import type { Style } from '../style.ts';
import { findingDocument } from './finding-document.ts';
import type { Detection } from './session.ts';
import { detectionText } from './text.ts';

export const findingFormats = ['text', 'ndjson', 'asff', 'ocsf'] as const;
export type FindingFormat = (typeof findingFormats)[number];

export interface RenderOptions {
  readonly format: FindingFormat;
  /** In text: the finding in full, with triage and response, as an email has it. */
  readonly details: boolean;
  readonly paint: Style;
  readonly columns: number;
}

/** One finding as a command prints it: a line, or in text a block. */
export function renderDetection(detection: Detection, options: RenderOptions): string {
  const { finding, createdAt, updatedAt } = detection.row;
  const { format } = options;
  switch (format) {
    case 'text': {
      const text = detectionText(detection, options.paint, options.columns);
      return options.details ? `${text}\n\n${renderText(finding)}` : `${text}\n`;
    }
    case 'ndjson':
      return JSON.stringify(findingDocument(detection));
    case 'asff': {
      const region = finding.region || unknownRegion;
      const place = { partition: partitionOf(region), account: finding.account || unknownAccount, region };
      return JSON.stringify(renderAsff(finding, { place, createdAt, updatedAt }));
    }
    case 'ocsf':
      return JSON.stringify(renderOcsf(finding, { createdAt, updatedAt }));
    default:
      return format satisfies never;
  }
}

/** ASFF must name an account and a Region; a log in a file often comes from none. */
const unknownAccount = '000000000000';
const unknownRegion = 'us-east-1';
