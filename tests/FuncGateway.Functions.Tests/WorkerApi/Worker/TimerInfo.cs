namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    public TimerInfo()
    {
    }
}
