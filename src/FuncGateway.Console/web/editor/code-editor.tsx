import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { KnownTool } from "./completion";
import { EditorControl } from "./control";
import type { Finding } from "./findings";

interface CodeEditorProps {
  /** The text at first; later changes of it are ignored. */
  text: string;
  label: string;
  isReadOnly: boolean;
  /** Must be stable. */
  onChange: (text: string) => void;
  findings: readonly Finding[];
  tools: readonly KnownTool[];
  control: RefObject<EditorControl | null>;
}

/** A policy document as text. It lives in a shadow root: there CodeMirror adopts its style sheets instead of inserting them, which the page's CSP forbids. */
export function CodeEditor({ text, label, isReadOnly, onChange, findings, tools, control }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const first = useRef({ text, label, isReadOnly });
  const known = useRef(tools);
  known.current = tools;

  useEffect(() => {
    if (!host.current) {
      return;
    }
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const editor = new EditorControl({ ...first.current, root, onChange, tools: () => known.current });
    control.current = editor;
    return () => {
      control.current = null;
      editor.destroy();
    };
  }, [onChange, control]);

  useEffect(() => control.current?.setFindings(findings), [findings, control]);

  return <div class="code" ref={host} />;
}
