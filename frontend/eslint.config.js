import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { importX } from "eslint-plugin-import-x";
import hooks from "eslint-plugin-react-hooks";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const FEATURES = readdirSync("src/features");

/** Dependencies point one way: app → features → lib → api → i18n; ui knows words only. */
const ZONES = [
  ...FEATURES.map((feature) => ({
    target: `./src/features/${feature}`,
    from: "./src/features",
    except: [`./${feature}`],
    message: "A feature knows ui, lib and api, never another feature.",
  })),
  { target: "./src/features", from: "./src/app", message: "A feature does not know the app around it." },
  { target: "./src/lib", from: ["./src/app", "./src/features", "./src/ui"] },
  { target: "./src/api", from: ["./src/app", "./src/features", "./src/ui", "./src/lib"] },
  { target: "./src/ui", from: ["./src/app", "./src/features", "./src/api"] },
];

export default tseslint.config(
  { ignores: ["dist", "dev-dist", "bin", "src/api/schema.d.ts"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX, "react-hooks": hooks },
    settings: {
      "import-x/resolver-next": [createTypeScriptImportResolver({ project: "tsconfig.app.json" })],
    },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "import-x/no-restricted-paths": ["error", { zones: ZONES }],
      "import-x/no-cycle": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // What the API refuses with is data (`Problem`), thrown as it came: by our calls and by openapi-react-query.
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    },
  },
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
);
