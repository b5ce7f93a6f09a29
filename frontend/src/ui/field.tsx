import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";

interface Around {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** For those who see the label anyway, in a heading or a placeholder. */
  labelHidden?: boolean;
}

type Controlled<T> = Around & Omit<T, "id" | "className">;

export function TextField({
  label,
  hint,
  error,
  labelHidden,
  ...rest
}: Controlled<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Labelled {...{ label, hint, error, labelHidden }}>
      {(wiring) => <input {...wiring} className="field" {...rest} />}
    </Labelled>
  );
}

export function TextArea({
  label,
  hint,
  error,
  labelHidden,
  ...rest
}: Controlled<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Labelled {...{ label, hint, error, labelHidden }}>
      {(wiring) => <textarea {...wiring} className="field block leading-relaxed" rows={3} {...rest} />}
    </Labelled>
  );
}

export function SelectField({
  label,
  hint,
  error,
  labelHidden,
  ...rest
}: Controlled<SelectHTMLAttributes<HTMLSelectElement>>) {
  return (
    <Labelled {...{ label, hint, error, labelHidden }}>
      {(wiring) => <select {...wiring} className="field" {...rest} />}
    </Labelled>
  );
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

function Labelled({
  label,
  hint,
  error,
  labelHidden = false,
  children,
}: { [Key in keyof Around]: Around[Key] | undefined } & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-quiet">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-red">
          {error}
        </p>
      )}
    </div>
  );
}
