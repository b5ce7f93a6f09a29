import { PersistQueryClientProvider } from "@tanstack/react-query-persist-client";
import { StrictMode } from "react";
import { RouterProvider } from "react-router";
import { ToastProvider } from "@/ui/toast";
import { persistence, queries } from "@/api/queries";
import { router } from "./routes";

export function App() {
  return (
    <StrictMode>
      <PersistQueryClientProvider client={queries} persistOptions={persistence()}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </PersistQueryClientProvider>
    </StrictMode>
  );
}
