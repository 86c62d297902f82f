using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>Repeats a read-check-write sequence if another write came in between.</summary>
internal static class Saving
{
    private const int MaxAttempts = 5;

    /// <param name="once">One attempt. It must read the current state and check the request's preconditions each time; it returns null if the write met a conflict.</param>
    public static async Task<IResult> UntilSavedAsync(Func<Task<IResult?>> once)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await once() is { } reply)
            {
                return reply;
            }
        }

        return Contended(MaxAttempts);
    }

    public static IResult Contended(int attempts) => Problems.Conflict($"Others changed this {attempts} times while your change was being saved. Read it again and repeat the change.");
}
