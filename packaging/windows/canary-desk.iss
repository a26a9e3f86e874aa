; The installer for Windows, made by Inno Setup 6 out of dist\canary-desk:
;   iscc /DVersion=0.1.0 packaging\windows\canary-desk.iss
; Installs for one person, without an administrator. Uninstalling leaves the data.

#ifndef Version
  #error Name the version: iscc /DVersion=0.1.0 ...
#endif

[Setup]
AppId={{6E2B8F0C-7C43-4B57-9C0E-52C6D1B7A1F4}
AppName=Canary Desk
AppVersion={#Version}
AppPublisher=The Canary Desk developers
DefaultDirName={autopf}\Canary Desk
DefaultGroupName=Canary Desk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..
LicenseFile=LICENSE
OutputDir=dist
OutputBaseFilename=canary-desk-{#Version}-setup
SetupIconFile=build\icons\canary-desk.ico
UninstallDisplayIcon={app}\canary-desk-window.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.DataStays=Canary Desk is removed. Your cases, backups and settings stay in %1, and your sign-ins in the Windows Credential Manager under “canary-desk”. You can remove both yourself.
de.DataStays=Canary Desk ist entfernt. Ihre Fälle, Sicherungen und Einstellungen bleiben in %1, Ihre Anmeldungen in der Windows-Anmeldeinformationsverwaltung unter „canary-desk“. Beides können Sie selbst entfernen.

[InstallDelete]
; Files of an older version that this one does not have any more.
Type: filesandordirs; Name: "{app}\lib"

[Files]
Source: "dist\canary-desk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Canary Desk"; Filename: "{app}\canary-desk-window.exe"
Name: "{group}\Canary Desk (sample cases)"; Filename: "{app}\canary-desk-window.exe"; Parameters: "--demo"

[Registry]
; Starting at login, where a person switched it on: not with a program that is gone.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueName: "Canary Desk"; ValueType: none; Flags: uninsdeletevalue

[Run]
Filename: "{app}\canary-desk-window.exe"; Description: "{cm:LaunchProgram,Canary Desk}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if (CurUninstallStep = usPostUninstall) and not UninstallSilent then
    MsgBox(FmtMessage(CustomMessage('DataStays'),
      [ExpandConstant('{localappdata}\canary-desk')]), mbInformation, MB_OK);
end;
