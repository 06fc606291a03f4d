/** Bytes of the text at hand, to be read four at a time. One for each matcher, used again for every text. */
export interface Scratch {
  /** Writes the text, all of whose units must be below 256, with zeros behind it. */
  readonly fill: (text: string) => DataView;
}

const SLACK = 8;

export function createScratch(): Scratch {
  let buffer = Buffer.alloc(8_192);
  let view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  return {
    fill: text => {
      if (text.length + SLACK > buffer.length) {
        buffer = Buffer.alloc((text.length + SLACK) * 2);
        view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
      }
      buffer.write(text, 0, 'latin1');
      view.setInt32(text.length, 0);
      return view;
    },
  };
}
