/** A number of a JSON document that JavaScript's numbers cannot hold exactly, such as 9007199254740993. */
export class ExactNumber {
  constructor(
    /** The number as it is written in the document. */
    readonly source: string,
  ) {}

  toString(): string {
    return this.source;
  }

  /** `JSON.stringify` writes it as it was, where the browser can. */
  toJSON(): unknown {
    const rawJson = (JSON as unknown as { rawJSON?: (text: string) => unknown }).rawJSON;
    return rawJson ? rawJson(this.source) : Number(this.source);
  }
}

/** Parses JSON like `JSON.parse`, but returns an `ExactNumber` where a number would be changed. */
export function parseExact(json: string): unknown {
  return JSON.parse(json, (_, value: unknown, context?: { source?: string }) =>
    typeof value === "number" && context?.source !== undefined && !isExact(context.source, value) ? new ExactNumber(context.source) : value,
  );
}

function isExact(source: string, value: number): boolean {
  return Number.isFinite(value) && digits(source) === digits(String(value));
}

// Significant digits and power of ten: the same for all spellings of a number.
function digits(number: string): string {
  const [mantissa = "", exponent = "0"] = number.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const significant = (whole + fraction).replace(/^0+/, "");
  const short = significant.replace(/0+$/, "");
  const sign = mantissa.startsWith("-") && short !== "" ? "-" : "";
  return short === "" ? "0" : `${sign}${short}e${Number(exponent) - fraction.length + significant.length - short.length}`;
}
