; What set-up does besides laying the files down. Silent: till-agent-…-windows-x64.exe /S /allusers (or /currentuser)
; Silent removal:  "Uninstall Till Agent.exe" /S /allusers            keeps what was set up
;                  "Uninstall Till Agent.exe" /S /allusers /forget    removes the secrets of whoever runs it, too

!macro customUnInit
  ${ifNot} ${isUpdated}
    ; 3: something is under way. Anything else, an agent that does not run included, does not stand in the way.
    nsExec::Exec '"$INSTDIR\till-agent.exe" reset --check'
    Pop $0
    ${if} $0 == 3
      MessageBox MB_OK|MB_ICONEXCLAMATION "The till agent is in the middle of something. Try again when the sale is over." /SD IDOK
      SetErrorLevel 3
      Quit
    ${endIf}
    StrCpy $1 "0"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/forget" $R1
    ${ifNot} ${Errors}
      StrCpy $1 "1"
    ${else}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Remove the till's secrets from the keychain, too? The till then has to be set up anew." /SD IDNO IDNO kept
      StrCpy $1 "1"
      kept:
    ${endIf}
    ; While the program is still there to do it.
    ${if} $1 == "1"
      nsExec::Exec '"$INSTDIR\till-agent.exe" reset --secrets'
      Pop $0
    ${endIf}
  ${endIf}
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegKey HKCU "Software\Classes\till-agent"
    RMDir /r "$LOCALAPPDATA\till-agent-updater"
  ${endIf}
!macroend
