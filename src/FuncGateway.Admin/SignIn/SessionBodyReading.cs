using FuncGateway.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.SignIn;

/// <summary>Reads the request body that starts a session.</summary>
internal static class SessionBodyReading
{
    private const int MaxBytes = 4 * 1024;
    private const string Accepted = "a text";
    private static readonly string[] Known = ["code", "key"];

    /// <returns>One of code and key, or a refusal. No refusal contains either.</returns>
    public static async Task<(SessionBody Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, MaxBytes, context.RequestAborted);
        if (bytes.Refusal is { } refusal || !BodyFields.TryParse(bytes.Bytes, Known, out var fields, out refusal))
        {
            return (new SessionBody(), refusal);
        }

        var body = new SessionBody(fields.Has("code") ? fields.Text("code", Accepted) : null, fields.Has("key") ? fields.Text("key", Accepted) : null);
        if ((body.Code is null) == (body.Key is null))
        {
            fields.Refuse("The body has both or neither of 'code' and 'key'. Accepted: one of them.");
        }

        return (body, fields.Refusal);
    }
}
