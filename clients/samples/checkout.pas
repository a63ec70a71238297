// A console checkout: looks a customer up, verifies, sells, and survives an outage of the cloud.
//
//   fpc -Fuclients/pascal -ocheckout clients/samples/checkout.pas && TILL_AGENT_KEY=ta_… ./checkout
program Checkout;

{$IFDEF FPC}{$MODE DELPHI}{$H+}{$CODEPAGE UTF8}{$ENDIF}

uses
  SysUtils, TillAgent;

var
  Agent: TTillAgent;
  Mobile: string;

function Ask(const Question: string): string;
begin
  WriteLn(Question);
  Flush(Output);
  Result := '';
  if not EOF then ReadLn(Result);
end;

procedure Serve;
var
  Found, Verification, Body, Sold: TText;
  Sale: TTillCall;
  Answer: TTillAnswer;
begin
  Found := Agent.Call('loyalty', TTillCall.Create('GET', '/v1.1/customer/get?format=json&mobile=' + Mobile)).Body;
  WriteLn('Customer: ', JsonMember(Found, 'response.customers.customer[0].firstname'));

  Verification := Agent.StartVerification('loyalty', 'mobile', '+' + Mobile, 'sale');
  while JsonMember(Verification, 'state') = 'code-sent' do
    Verification := Agent.GiveCode(JsonMember(Verification, 'id'), Ask('Code?'));
  WriteLn('Verification: ', JsonMember(Verification, 'state'));

  Body := '{"root": {"transaction": [{"type": "regular", "amount": ' + Ask('Amount?') + ', "number": "B-' +
    FormatDateTime('yymmddhhnnsszzz', Now) + '", "billing_time": "' + FormatDateTime('yyyy-mm-dd hh:nn:ss', Now) +
    '", "customer": {"mobile": "' + Mobile + '"}}]}}';
  Sale := TTillCall.Create('POST', '/v1.1/transaction/add?format=json', Body);
  Sale.Outbox := 'accept';
  Answer := Agent.Call('loyalty', Sale);
  Sold := 'kept, and will be sent';
  if Answer.OutboxId = '' then Sold := IntToStr(Answer.Status);
  WriteLn('Sale: ', Sold);
end;

begin
  Agent := TTillAgent.Create(StrToIntDef(GetEnvironmentVariable('TILL_AGENT_PORT'), FindPort),
    GetEnvironmentVariable('TILL_AGENT_KEY'));
  repeat
    Mobile := Ask('Mobile?');
    if Mobile <> '' then
      try
        Serve;
      except
        on Fault: ETillFault do WriteLn(Fault.Detail, ' ', Fault.Remedy);
      end;
  until Mobile = '';
end.
