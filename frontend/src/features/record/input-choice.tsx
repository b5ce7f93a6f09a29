import { useTranslation } from "react-i18next";
import { SelectField } from "@/ui/field";
import { isRunning } from "./machine";
import { useInputs } from "./use-inputs";
import type { RecorderControls } from "./use-recorder";

/** Which microphone, where there is a choice. */
export function InputChoice({ recorder }: { recorder: RecorderControls }) {
  const { t } = useTranslation();
  const inputs = useInputs(isRunning(recorder.state)).filter((input) => input.deviceId !== "default");
  if (inputs.length < 2) return null;
  return (
    <SelectField
      label={t("record.input")}
      value={recorder.deviceId}
      onChange={(event) => recorder.choose(event.target.value)}
    >
      <option value="">{t("record.input_default")}</option>
      {inputs.map((input, index) => (
        <option key={input.deviceId} value={input.deviceId}>
          {input.label || t("record.input_number", { number: index + 1 })}
        </option>
      ))}
    </SelectField>
  );
}
