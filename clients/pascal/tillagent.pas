// Client of the Till Agent for Free Pascal 3.2 and Delphi 10.4 and newer. Copy this unit; it needs nothing but what comes with
// the compiler. Its own calls return JSON, which JsonMember reads. What each fault means for a sale: docs/integrate.md.
// The tests compile it with Free Pascal.
unit TillAgent;

{$IFDEF FPC}{$MODE DELPHI}{$H+}{$CODEPAGE UTF8}{$ENDIF}

interface

uses
{$IFDEF FPC}
  Classes, SysUtils, DateUtils, ssockets, fphttpclient, fpjson, jsonparser;
{$ELSE}
  System.Classes, System.SysUtils, System.DateUtils, System.Net.HttpClient, System.Net.URLClient, System.JSON;
{$ENDIF}

type
  /// Text in every script.
  TText = {$IFDEF FPC}UTF8String{$ELSE}string{$ENDIF};
  TTexts = array of TText;

  /// A refusal of the agent. An answer of the cloud is never one, whatever its status.
  ETillFault = class(Exception)
  public
    Code: TText;
    /// Show it to the cashier with Detail: what to do.
    Detail, Remedy: TText;
    RequestId: TText;
    /// 0 where the agent does not say.
    RetryAfterSeconds: Integer;
    /// The write may have taken effect: ask OutcomeOf or look, and never just send it again.
    MayHaveHappened: Boolean;
    constructor CreateOf(const Problem: TText);
    constructor CreateOwn(const ACode, ADetail, ARemedy: TText; AMayHaveHappened: Boolean);
  end;

  /// A request to the cloud: TTillCall.Create('POST', '/orders', Body).
  TTillCall = record
    Method: TText;
    /// With its query, as the cloud's documentation has it.
    Path: TText;
    /// JSON, or nothing.
    Body: TText;
    /// For the whole call, repeats and pauses included.
    TimeoutMs: Integer;
    /// 'accept': keep this write on disk and send it later if it cannot be sent now.
    Outbox: TText;
    /// Set by this unit: the secret with which a pairing is asked about.
    Bearer: TText;
    class function Create(const AMethod, APath: TText; const ABody: TText = ''): TTillCall; static;
  end;

  /// Which sale a customer is verified for; for the statement and the audit trail. What is empty is left out.
  TTillSale = record
    /// Name or number of the cashier.
    Cashier: TText;
    Shift: TText;
    /// Number of the receipt.
    Receipt: TText;
  end;

  /// What the cloud answered; or, with OutboxId, that the agent keeps the request and sends it later.
  TTillAnswer = record
    Status: Integer;
    Body: TText;
    /// To ask about this request later: OutcomeOf.
    RequestId: TText;
    OutboxId: TText;
  end;

  /// The agent of this machine. May be used by one thread at a time.
  TTillAgent = class
  private
    FPort: Integer;
    FKey: TText;
    FSigns: Boolean;
    FProvenUntil: Int64;
    procedure CheckAgent(LeftMs: Integer);
    function IsProof(const Answer, Nonce: TText): Boolean;
    function Signature(const Call: TTillCall): TText;
    function Own(const Method, Path: TText; const Body: TText = ''): TText;
    function Send(const Call: TTillCall): TTillAnswer;
    function SendOnce(const Call: TTillCall; LeftMs: Integer): TTillAnswer;
  public
    /// Key: what pairing or `till-agent client add` gave; without it this program can only ask to be paired.
    constructor Create(Port: Integer = 47600; const Key: TText = '');
    /// Sign each request in place of sending the key, for a client added with --signed.
    property Signs: Boolean read FSigns write FSigns;
    /// Asks the person at the till for a key. Show member comparisonCode, then WaitForKey. Allow: presets such as capillary:sell.
    function AskToPair(const Name, Upstream: TText; const Allow: TTexts): TText;
    /// Waits until the person has answered: member state is granted, refused or expired. Member key comes once: store it where
    /// only this program can read it. This client uses it from then on.
    function WaitForKey(const Pairing: TText): TText;
    /// How the agent and the upstreams granted to this client are.
    function Status: TText;
    /// Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.
    /// Raises ETillFault: with MayHaveHappened a write may have taken effect.
    function Call(const Upstream: TText; const ACall: TTillCall): TTillAnswer;
    /// Did it happen? Member state is not-sent, done, refused or unknown. Known for 7 days.
    function OutcomeOf(const RequestId: TText): TText;
    /// A write that the outbox keeps; waits up to 30 seconds until its state changes.
    function OutboxEntry(const Id: TText; WaitSeconds: Integer = 0): TText;
    /// Sends the customer a one-time code. Kind: mobile or email. Purpose, what the customer agrees to, is part of the statement, as
    /// is the amount in the smallest unit of the currency; both may be left out.
    function StartVerification(const Upstream, Kind, Value: TText; const Purpose: TText = ''; AmountMinor: Int64 = 0;
      const Currency: TText = ''): TText; overload;
    /// The same, and says which sale it is for.
    function StartVerification(const Upstream, Kind, Value, Purpose: TText; AmountMinor: Int64; const Currency: TText;
      const Sale: TTillSale): TText; overload;
    /// Waits up to 30 seconds until the verification changes, here or on the cashier's screen.
    function WaitForVerification(const Id: TText; WaitSeconds: Integer = 30): TText;
    /// A wrong code is no fault: member state stays code-sent, and triesLeft is one less.
    function GiveCode(const Id, Code: TText): TText;
    function ResendCode(const Id: TText): TText;
    function CancelVerification(const Id: TText): TText;
    /// Has the agent check a statement, since Pascal's own units cannot. Compare purpose and amount yourself.
    function CheckStatement(const Statement, Kind, Value: TText): TText;
  end;

/// Whether the same request may be sent again at once, or after Retry-After. Never after anything else.
function MayRepeat(const Code: TText): Boolean;
/// Where the agent of this machine writes port.json: for all users first, then for this one.
function AnnouncementFolders: TTexts;
/// The port of the agent of this machine, or the default one where it has not announced itself. A file that a crash has left
/// names a port that nobody listens on: AGENT_UNREACHABLE.
function FindPort: Integer; overload;
function FindPort(const Folders: TTexts): Integer; overload;
/// A member of a JSON object as text, such as 'claims.purpose' or 'items[0].name'; empty where there is none.
function JsonMember(const Json, Path: TText): TText;
/// Text as JSON has it, in quotation marks.
function JsonQuote(const Text: TText): TText;

implementation

const
  // After these the request had no effect, so it may be sent again. AGENT_UNREACHABLE is this client's own.
  Repeatable: array[0..5] of TText = ('AGENT_UNREACHABLE', 'UPSTREAM_UNREACHABLE', 'UPSTREAM_BUSY', 'UPSTREAM_NOT_READY',
    'TOKEN_EXPIRED', 'TOO_MANY_REQUESTS');
  KeptAt = '/v1/outbox/';
  ProofPath = '/v1/proof';

function MayRepeat(const Code: TText): Boolean;
var
  Known: TText;
begin
  Result := True;
  for Known in Repeatable do
    if Known = Code then Exit;
  Result := False;
end;

function JsonMember(const Json, Path: TText): TText;
{$IFDEF FPC}
var
  Whole, Member: TJSONData;
begin
  Result := '';
  Whole := GetJSON(Json, True);
  try
    Member := Whole.FindPath(Path);
    if (Member <> nil) and (Member.JSONType in [jtObject, jtArray]) then Result := Member.AsJSON
    else if (Member <> nil) and not Member.IsNull then Result := TText(Member.AsString);
  finally
    Whole.Free;
  end;
end;
{$ELSE}
var
  Whole, Member: TJSONValue;
begin
  Result := '';
  Whole := TJSONObject.ParseJSONValue(Json);
  try
    if Whole = nil then raise EConvertError.Create('No JSON.');
    Member := Whole.FindValue(Path);
    if (Member is TJSONObject) or (Member is TJSONArray) then Result := Member.ToJSON
    else if (Member <> nil) and not (Member is TJSONNull) then Result := Member.Value;
  finally
    Whole.Free;
  end;
end;
{$ENDIF}

function JsonQuote(const Text: TText): TText;
begin
{$IFDEF FPC}
  Result := '"' + TText(StringToJSONString(Text)) + '"';
{$ELSE}
  with TJSONString.Create(Text) do
    try
      Result := ToJSON;
    finally
      Free;
    end;
{$ENDIF}
end;

{$IFOPT Q+}{$DEFINE CHECKED_Q}{$Q-}{$ENDIF}
{$IFOPT R+}{$DEFINE CHECKED_R}{$R-}{$ENDIF}
const
  Sha256Start: array[0..7] of Cardinal = (
    $6A09E667, $BB67AE85, $3C6EF372, $A54FF53A,
    $510E527F, $9B05688C, $1F83D9AB, $5BE0CD19);
  Sha256Words: array[0..63] of Cardinal = (
    $428a2f98, $71374491, $b5c0fbcf, $e9b5dba5, $3956c25b, $59f111f1, $923f82a4, $ab1c5ed5,
    $d807aa98, $12835b01, $243185be, $550c7dc3, $72be5d74, $80deb1fe, $9bdc06a7, $c19bf174,
    $e49b69c1, $efbe4786, $0fc19dc6, $240ca1cc, $2de92c6f, $4a7484aa, $5cb0a9dc, $76f988da,
    $983e5152, $a831c66d, $b00327c8, $bf597fc7, $c6e00bf3, $d5a79147, $06ca6351, $14292967,
    $27b70a85, $2e1b2138, $4d2c6dfc, $53380d13, $650a7354, $766a0abb, $81c2c92e, $92722c85,
    $a2bfe8a1, $a81a664b, $c24b8b70, $c76c51a3, $d192e819, $d6990624, $f40e3585, $106aa070,
    $19a4c116, $1e376c08, $2748774c, $34b0bcb5, $391c0cb3, $4ed8aa4a, $5b9cca4f, $682e6ff3,
    $748f82ee, $78a5636f, $84c87814, $8cc70208, $90befffa, $a4506ceb, $bef9a3f7, $c67178f2);

function Rotated(Word: Cardinal; Count: Integer): Cardinal;
begin
  Result := Cardinal((Word shr Count) or (Word shl (32 - Count)));
end;

/// SHA-256 (FIPS 180-4), which Free Pascal 3.2 has not. Returns 32 bytes.
function Sha256(const Data: TBytes): TBytes;
var
  Text: TBytes;
  Words: array[0..63] of Cardinal;
  S, State: array[0..7] of Cardinal;
  At, Block, Size: Integer;
  First, Second: Cardinal;
begin
  Size := (Length(Data) + 72) div 64 * 64;
  SetLength(Text, Size);
  FillChar(Text[0], Size, 0);
  if Length(Data) > 0 then Move(Data[0], Text[0], Length(Data));
  Text[Length(Data)] := $80;
  for At := 0 to 3 do Text[Size - 1 - At] := Byte((Cardinal(Length(Data)) * 8) shr (8 * At));
  for At := 0 to 7 do State[At] := Sha256Start[At];
  for Block := 0 to Size div 64 - 1 do
  begin
    for At := 0 to 15 do
      Words[At] := Cardinal(Text[Block * 64 + At * 4]) shl 24 or Cardinal(Text[Block * 64 + At * 4 + 1]) shl 16 or
        Cardinal(Text[Block * 64 + At * 4 + 2]) shl 8 or Text[Block * 64 + At * 4 + 3];
    for At := 16 to 63 do
    begin
      First := Rotated(Words[At - 15], 7) xor Rotated(Words[At - 15], 18) xor (Words[At - 15] shr 3);
      Second := Rotated(Words[At - 2], 17) xor Rotated(Words[At - 2], 19) xor (Words[At - 2] shr 10);
      Words[At] := Cardinal(Words[At - 16] + First + Words[At - 7] + Second);
    end;
    S := State;
    for At := 0 to 63 do
    begin
      First := Rotated(S[4], 6) xor Rotated(S[4], 11) xor Rotated(S[4], 25);
      First := Cardinal(S[7] + First + ((S[4] and S[5]) xor (not S[4] and S[6])) + Sha256Words[At] + Words[At]);
      Second := Rotated(S[0], 2) xor Rotated(S[0], 13) xor Rotated(S[0], 22);
      Second := Cardinal(Second + ((S[0] and S[1]) xor (S[0] and S[2]) xor (S[1] and S[2])));
      Move(S[0], S[1], 7 * SizeOf(Cardinal));
      S[4] := Cardinal(S[4] + First);
      S[0] := Cardinal(First + Second);
    end;
    for At := 0 to 7 do State[At] := Cardinal(State[At] + S[At]);
  end;
  SetLength(Result, 32);
  for At := 0 to 31 do Result[At] := Byte(State[At div 4] shr (24 - At mod 4 * 8));
end;
{$IFDEF CHECKED_Q}{$Q+}{$ENDIF}
{$IFDEF CHECKED_R}{$R+}{$ENDIF}

/// The bytes of text in which all letters are plain ASCII.
function BytesOf(const Text: TText): TBytes;
var
  At: Integer;
begin
  SetLength(Result, Length(Text));
  for At := 1 to Length(Text) do Result[At - 1] := Byte(Ord(Text[At]));
end;

function HexOf(const Bytes: TBytes): TText;
var
  Digit: Byte;
begin
  Result := '';
  for Digit in Bytes do Result := Result + TText(LowerCase(IntToHex(Digit, 2)));
end;

/// HMAC by SHA-256 (RFC 2104), in hexadecimal. Key: 64 bytes at most.
function HmacSha256(const Key: TBytes; const Text: TText): TText;
var
  Inner, Outer, Data: TBytes;
  At: Integer;
  Digit: Byte;
begin
  Data := BytesOf(Text);
  SetLength(Inner, 64 + Length(Data));
  SetLength(Outer, 96);
  for At := 0 to 63 do
  begin
    Digit := 0;
    if At < Length(Key) then Digit := Key[At];
    Inner[At] := Digit xor $36;
    Outer[At] := Digit xor $5C;
  end;
  for At := 0 to High(Data) do Inner[64 + At] := Data[At];
  Data := Sha256(Inner);
  for At := 0 to 31 do Outer[64 + At] := Data[At];
  Result := HexOf(Sha256(Outer));
end;

constructor ETillFault.CreateOf(const Problem: TText);
begin
  Code := JsonMember(Problem, 'code');
  Detail := JsonMember(Problem, 'detail');
  Remedy := JsonMember(Problem, 'remedy');
  RequestId := JsonMember(Problem, 'requestId');
  RetryAfterSeconds := StrToIntDef(string(JsonMember(Problem, 'retryAfterSeconds')), 0);
  MayHaveHappened := (Code = 'OUTCOME_UNKNOWN') or SameText(string(JsonMember(Problem, 'mayHaveHappened')), 'true');
  inherited Create(string(Detail));
end;

constructor ETillFault.CreateOwn(const ACode, ADetail, ARemedy: TText; AMayHaveHappened: Boolean);
begin
  Code := ACode;
  Detail := ADetail;
  Remedy := ARemedy;
  MayHaveHappened := AMayHaveHappened;
  inherited Create(string(ADetail));
end;

class function TTillCall.Create(const AMethod, APath: TText; const ABody: TText): TTillCall;
begin
  Result.Method := AMethod;
  Result.Path := APath;
  Result.Body := ABody;
  Result.TimeoutMs := 30000;
  Result.Outbox := '';
  Result.Bearer := '';
end;

function AnnouncementFolders: TTexts;

  procedure Add(const Parent: string);
  begin
    if Parent = '' then Exit;
    SetLength(Result, Length(Result) + 1);
    Result[High(Result)] := TText(IncludeTrailingPathDelimiter(Parent) + 'till-agent');
  end;

begin
  Result := nil;
{$IFDEF MSWINDOWS}
  Add(GetEnvironmentVariable('ProgramData'));
  Add(GetEnvironmentVariable('LOCALAPPDATA'));
{$ELSE}{$IF DEFINED(DARWIN) OR DEFINED(MACOS)}
  Add('/Library/Application Support');
  Add(GetEnvironmentVariable('HOME') + '/Library/Application Support');
{$ELSE}
  Add('/run');
  Add(GetEnvironmentVariable('XDG_RUNTIME_DIR'));
{$IFEND}{$ENDIF}
end;

function FindPort: Integer;
begin
  Result := FindPort(AnnouncementFolders);
end;

function FindPort(const Folders: TTexts): Integer;
var
  Folder: TText;
  Lines: TStringList;
begin
  Lines := TStringList.Create;
  try
    for Folder in Folders do
      try
        Lines.LoadFromFile(IncludeTrailingPathDelimiter(string(Folder)) + 'port.json');
        Exit(StrToInt(string(JsonMember(TText(Lines.Text), 'port'))));
      except
        on Exception do; // There is no agent for this circle of users.
      end;
    Result := 47600;
  finally
    Lines.Free;
  end;
end;

constructor TTillAgent.Create(Port: Integer; const Key: TText);
begin
  inherited Create;
  FPort := Port;
  FKey := Key;
end;

function TTillAgent.AskToPair(const Name, Upstream: TText; const Allow: TTexts): TText;
var
  Routes, Route: TText;
begin
  Routes := '';
  for Route in Allow do
  begin
    if Routes <> '' then Routes := Routes + ',';
    Routes := Routes + JsonQuote(Route);
  end;
  Result := Own('POST', '/v1/pairings', '{"name":' + JsonQuote(Name) + ',"grants":[{"upstream":' + JsonQuote(Upstream) +
    ',"allow":[' + Routes + ']}]}');
end;

function TTillAgent.WaitForKey(const Pairing: TText): TText;
var
  Poll: TTillCall;
  Key: TText;
begin
  Poll := TTillCall.Create('GET', '/v1/pairings/' + JsonMember(Pairing, 'pairingId'));
  Poll.Bearer := JsonMember(Pairing, 'pollSecret');
  while True do
  begin
    Result := Send(Poll).Body;
    Key := JsonMember(Result, 'key');
    if Key <> '' then FKey := Key;
    if JsonMember(Result, 'state') <> 'pending' then Exit;
    Sleep(1000);
  end;
end;

function TTillAgent.Status: TText;
begin
  Result := Own('GET', '/v1/status');
end;

function TTillAgent.Call(const Upstream: TText; const ACall: TTillCall): TTillAnswer;
var
  Via: TTillCall;
begin
  Via := ACall;
  Via.Path := '/via/' + Upstream + ACall.Path;
  Result := Send(Via);
end;

function TTillAgent.OutcomeOf(const RequestId: TText): TText;
begin
  Result := Own('GET', '/v1/requests/' + RequestId);
end;

function TTillAgent.OutboxEntry(const Id: TText; WaitSeconds: Integer): TText;
begin
  Result := Own('GET', KeptAt + Id + '?waitSeconds=' + TText(IntToStr(WaitSeconds)));
end;

function Identifier(const Kind, Value: TText): TText;
begin
  Result := '"identifier":{"type":' + JsonQuote(Kind) + ',"value":' + JsonQuote(Value) + '}';
end;

function TTillAgent.StartVerification(const Upstream, Kind, Value, Purpose: TText; AmountMinor: Int64;
  const Currency: TText): TText;
var
  Sale: TTillSale;
begin
  Sale := Default(TTillSale);
  Result := StartVerification(Upstream, Kind, Value, Purpose, AmountMinor, Currency, Sale);
end;

function TTillAgent.StartVerification(const Upstream, Kind, Value, Purpose: TText; AmountMinor: Int64; const Currency: TText;
  const Sale: TTillSale): TText;
var
  Start: TText;

  procedure Add(const Name, Text: TText);
  begin
    if Text <> '' then Start := Start + ',"' + Name + '":' + JsonQuote(Text);
  end;

begin
  Start := '{"upstream":' + JsonQuote(Upstream) + ',' + Identifier(Kind, Value);
  Add('purpose', Purpose);
  if Currency <> '' then
    Start := Start + ',"amount":{"minor":' + TText(IntToStr(AmountMinor)) + ',"currency":' + JsonQuote(Currency) + '}';
  Add('cashier', Sale.Cashier);
  Add('shift', Sale.Shift);
  Add('receipt', Sale.Receipt);
  Result := Own('POST', '/v1/verifications', Start + '}');
end;

function TTillAgent.WaitForVerification(const Id: TText; WaitSeconds: Integer): TText;
begin
  Result := Own('GET', '/v1/verifications/' + Id + '?waitSeconds=' + TText(IntToStr(WaitSeconds)));
end;

function TTillAgent.GiveCode(const Id, Code: TText): TText;
begin
  Result := Own('POST', '/v1/verifications/' + Id + '/code', '{"code":' + JsonQuote(Code) + '}');
end;

function TTillAgent.ResendCode(const Id: TText): TText;
begin
  Result := Own('POST', '/v1/verifications/' + Id + '/resend');
end;

function TTillAgent.CancelVerification(const Id: TText): TText;
begin
  Result := Own('DELETE', '/v1/verifications/' + Id);
end;

function TTillAgent.CheckStatement(const Statement, Kind, Value: TText): TText;
begin
  Result := Own('POST', '/v1/statements/check', '{"statement":' + JsonQuote(Statement) + ',' + Identifier(Kind, Value) + '}');
end;

function TTillAgent.Own(const Method, Path, Body: TText): TText;
var
  OwnCall: TTillCall;
begin
  OwnCall := TTillCall.Create(Method, Path, Body);
  // Longer than the longest wait that can be asked for.
  OwnCall.TimeoutMs := 40000;
  Result := Send(OwnCall).Body;
end;

function NowMs: Int64;
begin
  Result := {$IFDEF FPC}GetTickCount64{$ELSE}TThread.GetTickCount64{$ENDIF};
end;

/// Milliseconds since 1970, UTC.
function UnixNowMs: Int64;
var
  Utc: TDateTime;
begin
  Utc := {$IFDEF FPC}LocalTimeToUniversal(Now){$ELSE}TTimeZone.Local.ToUniversalTime(Now){$ENDIF};
  Result := Round((Utc - UnixDateDelta) * MSecsPerDay);
end;

/// Whether a call is made in the name of a client. The others are not sent the key.
function NeedsKey(const Path: TText): Boolean;
begin
  Result := (Path <> ProofPath) and (Copy(Path, 1, 12) <> '/v1/pairings');
end;

/// A text that is another one each time and cannot be guessed.
function NewNonce: TText;
var
  First, Second: TGUID;
begin
  CreateGUID(First);
  CreateGUID(Second);
  Result := TText(Copy(GUIDToString(First), 2, 36) + Copy(GUIDToString(Second), 2, 36));
end;

/// Has who listens there prove that it is the agent, before it is sent the key: while the agent is away another program can take
/// its port. Asks again after a broken connection, and once a minute.
procedure TTillAgent.CheckAgent(LeftMs: Integer);
var
  Nonce, Client: TText;
begin
  if NowMs < FProvenUntil then Exit;
  Nonce := NewNonce;
  // A key is ta_<client>_<43 letters>.
  Client := Copy(FKey, 4, Length(FKey) - 47);
  if not IsProof(SendOnce(TTillCall.Create('POST', ProofPath, '{"client":' + JsonQuote(Client) + ',"nonce":' +
    JsonQuote(Nonce) + '}'), LeftMs).Body, Nonce) then
    raise ETillFault.CreateOwn('AGENT_NOT_PROVEN',
      'Another program than the till agent listens at its port, or the agent no longer knows this key.',
      'Run till-agent doctor, which names the program. If it is the agent, pair this program anew.', False);
  FProvenUntil := NowMs + 60000;
end;

/// Whether the answer is by somebody who has the digest of this key, and was asked at this port.
function TTillAgent.IsProof(const Answer, Nonce: TText): Boolean;
begin
  try
    Result := HmacSha256(Sha256(BytesOf(FKey)), 'till-agent proof ' + Nonce + ' ' + JsonMember(Answer, 'agentNonce') + ' ' +
      TText(IntToStr(FPort))) = JsonMember(Answer, 'proof');
  except
    on Exception do Result := False; // It is no JSON.
  end;
end;

/// Signs a request with the digest of the key. Each is good for one request, at this port, for half a minute.
function TTillAgent.Signature(const Call: TTillCall): TText;
var
  Digest, Nonce, Time, Line: TText;
  Body: TBytes;
begin
  Line := #10;
{$IFDEF FPC}
  Body := BytesOf(Call.Body);
{$ELSE}
  Body := TEncoding.UTF8.GetBytes(Call.Body);
{$ENDIF}
  if (Call.Method = 'GET') or (Call.Method = 'HEAD') then SetLength(Body, 0);
  Digest := HexOf(Sha256(Body));
  Nonce := NewNonce;
  Time := TText(IntToStr(UnixNowMs));
  // A key is ta_<client>_<43 letters>.
  Result := Copy(FKey, 4, Length(FKey) - 47) + ' ' + Time + ' ' + Nonce + ' ' + Digest + ' ' +
    HmacSha256(Sha256(BytesOf(FKey)), 'till-agent request' + Line + Call.Method + Line + Call.Path + Line + Digest + Line + Nonce +
    Line + Time + Line + TText(IntToStr(FPort)));
end;

/// Sends once, and again after faults that say that nothing happened, until the time is up.
function TTillAgent.Send(const Call: TTillCall): TTillAnswer;
var
  EndsAt: Int64;
  PauseMs: Integer;
  WaitsForPerson: Boolean;
begin
  EndsAt := NowMs + Call.TimeoutMs;
  while True do
    try
      if (FKey <> '') and NeedsKey(Call.Path) then CheckAgent(EndsAt - NowMs);
      Exit(SendOnce(Call, EndsAt - NowMs));
    except
      on Fault: ETillFault do
      begin
        // Somebody else may listen there by now.
        if (Fault.Code = 'AGENT_UNREACHABLE') or (Fault.Code = 'AGENT_SILENT') then FProvenUntil := 0;
        PauseMs := 1000;
        if Fault.RetryAfterSeconds > 1 then PauseMs := Fault.RetryAfterSeconds * 1000;
        // An upstream that is not ready and says no time waits for a person.
        WaitsForPerson := (Fault.Code = 'UPSTREAM_NOT_READY') and (Fault.RetryAfterSeconds = 0);
        if not MayRepeat(Fault.Code) or WaitsForPerson or (NowMs + PauseMs >= EndsAt) then raise;
        Sleep(PauseMs);
      end;
    end;
end;

function Unreachable: ETillFault;
begin
  Result := ETillFault.CreateOwn('AGENT_UNREACHABLE',
    'The till agent does not run on this machine, or listens on another port.', 'Start the till agent.', False);
end;

function Silent(const Call: TTillCall): ETillFault;
begin
  Result := ETillFault.CreateOwn('AGENT_SILENT', 'The till agent broke off, or did not answer in time.',
    'Look in the cloud whether it happened before you do it again.', (Call.Method <> 'GET') and (Call.Method <> 'HEAD') and
    (Call.Path <> ProofPath));
end;

/// Raises ETillFault when the agent itself answered that it refuses.
function AnswerOf(Status: Integer; const Body, Fault, RequestId, Location: TText): TTillAnswer;
begin
  if Fault <> '' then raise ETillFault.CreateOf(Body);
  Result.Status := Status;
  Result.Body := Body;
  Result.RequestId := RequestId;
  Result.OutboxId := '';
  if (Status = 202) and (Copy(Location, 1, Length(KeptAt)) = KeptAt) then
    Result.OutboxId := Copy(Location, Length(KeptAt) + 1, MaxInt);
end;

{$IFDEF FPC}
function TTillAgent.SendOnce(const Call: TTillCall; LeftMs: Integer): TTillAnswer;
var
  Http: TFPHTTPClient;
  Response: TMemoryStream;
  Body: TText;
  Length_: string;
begin
  Http := TFPHTTPClient.Create(nil);
  Response := TMemoryStream.Create;
  try
    Http.ConnectTimeout := 2000;
    if LeftMs < 100 then LeftMs := 100;
    // The agent says by itself when the time is up; it is given two seconds to say so.
    Http.IOTimeout := LeftMs + 2000;
    if LeftMs > 60000 then LeftMs := 60000;
    Http.AddHeader('Till-Agent-Timeout-Ms', IntToStr(LeftMs));
    if (FKey <> '') and NeedsKey(Call.Path) then
      if FSigns then Http.AddHeader('Till-Agent-Signature', Signature(Call)) else Http.AddHeader('Till-Agent-Key', FKey);
    if Call.Bearer <> '' then Http.AddHeader('Authorization', 'Bearer ' + Call.Bearer);
    if Call.Outbox <> '' then Http.AddHeader('Till-Agent-Outbox', Call.Outbox);
    if Call.Body <> '' then Http.AddHeader('Content-Type', 'application/json');
    if (Call.Method <> 'GET') and (Call.Method <> 'HEAD') then Http.RequestBody := TRawByteStringStream.Create(Call.Body);
    try
      Http.HTTPMethod(Call.Method, 'http://127.0.0.1:' + IntToStr(FPort) + Call.Path, Response, []);
    except
      on Error: ESocketError do
        if Error.Code = seConnectFailed then raise Unreachable else raise Silent(Call);
      on Error: EHTTPClient do raise Silent(Call);
    end;
    // A connection that ended before the answer, or within its body, is no error to this class.
    if Http.ResponseStatusCode = 0 then raise Silent(Call);
    Length_ := Trim(Http.GetHeader(Http.ResponseHeaders, 'Content-Length'));
    if (Call.Method <> 'HEAD') and (Length_ <> '') and (StrToInt64Def(Length_, 0) <> Response.Size) then raise Silent(Call);
    SetString(Body, PAnsiChar(Response.Memory), Response.Size);
    with Http do
      Result := AnswerOf(ResponseStatusCode, Body, GetHeader(ResponseHeaders, 'Till-Agent-Fault'),
        GetHeader(ResponseHeaders, 'Till-Agent-Request-Id'), GetHeader(ResponseHeaders, 'Location'));
  finally
    Http.RequestBody.Free;
    Response.Free;
    Http.Free;
  end;
end;
{$ELSE}
function TTillAgent.SendOnce(const Call: TTillCall; LeftMs: Integer): TTillAnswer;
var
  Http: THTTPClient;
  Request: IHTTPRequest;
  Response: IHTTPResponse;
  Body: TStringStream;
begin
  Http := THTTPClient.Create;
  Body := TStringStream.Create(Call.Body, TEncoding.UTF8);
  try
    Http.HandleRedirects := False;
    Http.ProxySettings := TProxySettings.Create('http://direct');
    Http.ConnectionTimeout := 2000;
    if LeftMs < 100 then LeftMs := 100;
    // The agent says by itself when the time is up; it is given two seconds to say so.
    Http.ResponseTimeout := LeftMs + 2000;
    if LeftMs > 60000 then LeftMs := 60000;
    Request := Http.GetRequest(Call.Method, 'http://127.0.0.1:' + IntToStr(FPort) + Call.Path);
    Request.AddHeader('Till-Agent-Timeout-Ms', IntToStr(LeftMs));
    if (FKey <> '') and NeedsKey(Call.Path) then
      if FSigns then Request.AddHeader('Till-Agent-Signature', Signature(Call)) else Request.AddHeader('Till-Agent-Key', FKey);
    if Call.Bearer <> '' then Request.AddHeader('Authorization', 'Bearer ' + Call.Bearer);
    if Call.Outbox <> '' then Request.AddHeader('Till-Agent-Outbox', Call.Outbox);
    if Call.Body <> '' then Request.AddHeader('Content-Type', 'application/json');
    if Call.Body <> '' then Request.SourceStream := Body;
    try
      Response := Http.Execute(Request);
      // Its exceptions do not tell a refused connection from a broken one: a write may always have happened.
      Result := AnswerOf(Response.StatusCode, Response.ContentAsString(TEncoding.UTF8), Response.HeaderValue['Till-Agent-Fault'],
        Response.HeaderValue['Till-Agent-Request-Id'], Response.HeaderValue['Location']);
    except
      on Error: ENetException do raise Silent(Call);
    end;
  finally
    Body.Free;
    Http.Free;
  end;
end;
{$ENDIF}

end.
